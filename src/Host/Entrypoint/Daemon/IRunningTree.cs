using Supervision.Actors;
using Supervision.Actors.Engines;

namespace Supervision.Entrypoint.Daemon;

/// <summary>What the daemon needs of a tree.</summary>
internal interface IRunningTree : IAsyncDisposable
{
    Task<TreeOutcome> Completion { get; }

    void Stop(string why);

    void Hasten();

    /// <summary>Snapshots of all engines, as the tree itself answers.</summary>
    Task<IReadOnlyList<EngineStatus>> StatusAsync(CancellationToken cancellation);

    /// <summary>Reopens every log file; may wait for file systems.</summary>
    void ReopenLogs();
}
