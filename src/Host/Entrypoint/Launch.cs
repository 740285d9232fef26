using Supervision.Actors.Settings;
using Supervision.Entrypoint.Standard;

namespace Supervision.Entrypoint;

/// <summary>What is to be run, checked or printed.</summary>
/// <param name="Load">Loads the settings with a view of the environment, and with so close a look at the daemon's own files.</param>
/// <param name="Plan">The bare command; null where files alone say what runs.</param>
internal sealed record Launch(Func<Func<string, string?>, OwnFiles, SettingsResult> Load, LaunchPlan? Plan = null);
