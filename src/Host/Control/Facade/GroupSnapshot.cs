using System.Collections.Immutable;

namespace Supervision.Control;

/// <summary>One group at one moment.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parent">The group above; null at the top.</param>
/// <param name="Strategy"><c>one-for-one</c>, <c>one-for-all</c> or <c>rest-for-one</c>.</param>
/// <param name="Priority">Groups start in ascending priority.</param>
/// <param name="Engines">Its engine instances in start order.</param>
public sealed record GroupSnapshot(string Name, string? Parent, string Strategy, int Priority, ImmutableArray<EngineSnapshot> Engines)
{
    /// <summary>Engines that run.</summary>
    public int Running => Engines.Count(engine => engine.Pid is not null);

    /// <summary>Engines that are ready.</summary>
    public int Ready => Engines.Count(engine => engine.Readiness == Actors.Engines.Readiness.Ready);
}
