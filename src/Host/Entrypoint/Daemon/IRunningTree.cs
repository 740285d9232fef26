using Supervision.Actors;
using Supervision.Actors.Engines;
using Supervision.Actors.Reload;
using Supervision.Actors.Settings;

namespace Supervision.Entrypoint.Daemon;

/// <summary>What the daemon needs of a tree.</summary>
internal interface IRunningTree : IAsyncDisposable
{
    Task<TreeOutcome> Completion { get; }

    void Stop(string why);

    void Hasten();

    /// <summary>Snapshots of all engines, as the tree itself answers.</summary>
    Task<IReadOnlyList<EngineStatus>> StatusAsync(CancellationToken cancellation);

    /// <summary>Puts other settings in place, or tells why not.</summary>
    Task<ReloadResult> ReloadAsync(SettingsResult loaded);

    /// <summary>Reopens every log file; may wait for file systems.</summary>
    void ReopenLogs();
}
