namespace Supervision.Posix;

/// <summary>What became of a <see cref="SpawnRequest"/>: <see cref="Started"/> or <see cref="Failed"/>.</summary>
public abstract record SpawnResult
{
    private SpawnResult()
    {
    }

    /// <summary>The program runs (or ran: it may have exited already).</summary>
    /// <param name="Process">The child; its owner disposes it.</param>
    public sealed record Started(IChildProcess Process) : SpawnResult;

    /// <summary>Nothing was started, nothing is left behind, and the observer is never called.</summary>
    /// <param name="Failure">The step that failed and why.</param>
    public sealed record Failed(SpawnFailure Failure) : SpawnResult;
}
