namespace Supervision.Stress;

/// <summary>What a message makes its receiver do.</summary>
internal enum Job
{
    /// <summary>Nothing but to be counted.</summary>
    Count,

    /// <summary>Answer the sender.</summary>
    Answer,

    /// <summary>Throw.</summary>
    Fail,

    /// <summary>Stop itself.</summary>
    Stop,

    /// <summary>Make a child.</summary>
    Spawn,

    /// <summary>Stop a child.</summary>
    StopChild,

    /// <summary>Watch somebody.</summary>
    Watch,

    /// <summary>Watch somebody with a message of its own.</summary>
    WatchWith,

    /// <summary>Stop watching somebody.</summary>
    Unwatch,

    /// <summary>Tell somebody else.</summary>
    Forward,

    /// <summary>Ask somebody and pipe the answer to itself.</summary>
    Ask,

    /// <summary>Tell itself more than a batch.</summary>
    Flood,

    /// <summary>Await, in pieces.</summary>
    Await,

    /// <summary>Stash until told to open.</summary>
    Stash,

    /// <summary>Put a behaviour on the stack, or take it off.</summary>
    Become,

    /// <summary>Start or cancel a timer.</summary>
    Timer,

    /// <summary>Set a receive timeout.</summary>
    Timeout,
}

/// <summary>A counted message.</summary>
internal sealed record Numbered(Lane Lane, long Number, Job Job, int Salt);

/// <summary>The answer to a counted message.</summary>
internal sealed record Answer(Lane Lane, long Number);

/// <summary>Told to itself by an actor that stashes: what was stashed is unstashed.</summary>
internal sealed record Open(object Owner);

/// <summary>An answer came, or none did.</summary>
internal sealed record Asked;

/// <summary>What a timer delivers.</summary>
internal sealed record Tick(object Owner, object Key, int Token);

/// <summary>What a watcher asked to be told instead of Terminated.</summary>
internal sealed record Gone(Record Subject, int Token);

/// <summary>A failure that the supervisor answers with this directive.</summary>
internal sealed class PlannedException(Directive directive) : Exception("planned: " + directive)
{
    public Directive Directive { get; } = directive;
}
