using Supervision.Actors;

namespace Supervision.Entrypoint.Daemon;

/// <summary>What the daemon needs of a tree.</summary>
internal interface IRunningTree : IAsyncDisposable
{
    Task<TreeOutcome> Completion { get; }

    void Stop(string why);

    void Hasten();

    /// <summary>Reopens every log file; may wait for file systems.</summary>
    void ReopenLogs();
}
