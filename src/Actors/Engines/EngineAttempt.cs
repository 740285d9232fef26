using System.Collections.Immutable;
using Supervision.Actors.Heartbeats;
using Supervision.Posix;

namespace Supervision.Actors.Engines;

/// <summary>One attempt of an engine: a line of its history.</summary>
public sealed record EngineAttempt
{
    /// <summary>Number, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>Program and arguments.</summary>
    public required ImmutableArray<string> Command { get; init; }

    /// <summary>Process id of the leader; null where there never was one.</summary>
    public int? Pid { get; init; }

    /// <summary>When the spawn began, UTC.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When it was first ready, UTC; null where it never was.</summary>
    public DateTimeOffset? Ready { get; init; }

    /// <summary>When no process of its tree was left, UTC; null while there is one.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>How the leader ended; null where that is not known, or not yet.</summary>
    public ExitStatus? Exit { get; init; }

    /// <summary>The classified failure; null where it did not fail, or not yet.</summary>
    public EngineFailure? Failure { get; init; }

    /// <summary>One phrase: what ended it; empty while it goes on.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The backoff before it; zero where it was started at once.</summary>
    public TimeSpan Backoff { get; init; }

    /// <summary>The last result of each probe.</summary>
    public ImmutableDictionary<ProbeKind, ProbeResult> Probes { get; init; } = ImmutableDictionary<ProbeKind, ProbeResult>.Empty;

    /// <summary>Its last lines, oldest first.</summary>
    public IReadOnlyList<string> LastOutput { get; init; } = [];
}
