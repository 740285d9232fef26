using System.Collections.Immutable;
using System.Globalization;
using Supervision.Actors.Settings;
using Supervision.Posix;

namespace Supervision.Actors.Engines;

/// <summary>What the commands around an attempt are told of it.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="Attempt">Number of the attempt, from 1.</param>
/// <param name="Pid">The leader's process id; null before the start.</param>
/// <param name="Reason">Why: of a stop, or of the failure before.</param>
/// <param name="Exit">How the leader ended; null where it has not.</param>
internal sealed record AttemptInfo(EngineSettings Engine, int Attempt, int? Pid, string Reason, ExitStatus? Exit)
{
    /// <summary>As variables; those that have no value are empty.</summary>
    public ImmutableDictionary<string, string> Variables(string hook) => ImmutableDictionary<string, string>.Empty
        .Add("SUPERVISION_HOOK", hook)
        .Add("SUPERVISION_ATTEMPT", Attempt.ToString(CultureInfo.InvariantCulture))
        .Add("SUPERVISION_PID", Pid?.ToString(CultureInfo.InvariantCulture) ?? "")
        .Add("SUPERVISION_REASON", Reason.Replace('\0', ' '))
        .Add("SUPERVISION_EXIT_CODE", Exit?.Code?.ToString(CultureInfo.InvariantCulture) ?? "")
        .Add("SUPERVISION_EXIT_SIGNAL", Exit?.Signal is { } signal ? Signals.NameOf(signal) : "");
}
