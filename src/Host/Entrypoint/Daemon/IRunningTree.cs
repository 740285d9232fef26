using Supervision.Actors;
using Supervision.Actors.Engines;
using Supervision.Actors.Handover;
using Supervision.Actors.Reload;
using Supervision.Actors.Settings;

namespace Supervision.Entrypoint.Daemon;

/// <summary>What the daemon needs of a tree.</summary>
internal interface IRunningTree : IAsyncDisposable
{
    Task<TreeOutcome> Completion { get; }

    /// <summary>The tree itself, for those who command it; null for a stand-in.</summary>
    SupervisionTree? Tree { get; }

    void Stop(string why);

    void Hasten();

    /// <summary>Snapshots of all engines, as the tree itself answers.</summary>
    Task<IReadOnlyList<EngineStatus>> StatusAsync(CancellationToken cancellation);

    /// <summary>Puts other settings in place, or tells why not.</summary>
    Task<ReloadResult> ReloadAsync(SettingsResult loaded);

    /// <summary>Asks a program whether it can take the tree over; null where it can, else why not.</summary>
    Task<string?> CheckAsync(Successor successor);

    /// <summary>Has another program go on with the tree; completes only where that does not happen.</summary>
    Task<HandoverResult> HandOverAsync(string program, TimeSpan timeout, Func<TreeState, string> execute);

    /// <summary>Tells that no other program takes the tree over.</summary>
    void RefuseHandover(string why);

    /// <summary>Reopens every log file; may wait for file systems.</summary>
    void ReopenLogs();
}
