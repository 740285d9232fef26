namespace Supervision.Posix;

/// <summary>What another thread wants the loop to do for a child.</summary>
internal enum LoopCommandKind
{
    Attach,
    Exited,
    ClosePipes,
    WatchStdin,
    StdoutEnded,
    StderrEnded,
    Drained,
    DrainOver,
}

/// <summary>One such wish.</summary>
internal readonly record struct LoopCommand(LoopCommandKind Kind, ChildProcess Child);
