using System.Collections.Immutable;

namespace Supervision.Actors.Events;

/// <summary>New settings hold; restarts that they need are under way.</summary>
/// <param name="Added">Engine instances that start.</param>
/// <param name="Removed">Engine instances that stop and leave.</param>
/// <param name="Restarted">Engine instances that restart where they are wanted up, each with what changed.</param>
/// <param name="Changed">Engine instances and groups that changed in place, each with what changed.</param>
/// <param name="Unchanged">How many engine instances nothing is done to.</param>
/// <param name="NotApplied">Settings that hold only after the daemon was started anew.</param>
public sealed record ConfigurationReloaded(
    ImmutableArray<string> Added, ImmutableArray<string> Removed, ImmutableArray<string> Restarted, ImmutableArray<string> Changed, int Unchanged,
    ImmutableArray<string> NotApplied) : SupervisionEvent;

/// <summary>New settings were refused; everything runs on as it was.</summary>
/// <param name="Why">Every error, one a line.</param>
public sealed record ReloadRefused(string Why) : SupervisionEvent;
