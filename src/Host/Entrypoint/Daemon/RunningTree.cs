using System.Collections.Immutable;
using Supervision.Actors;
using Supervision.Actors.Engines;
using Supervision.Actors.Handover;
using Supervision.Actors.Reload;
using Supervision.Actors.Settings;
using Supervision.Entrypoint.Logging;
using Supervision.Posix;

namespace Supervision.Entrypoint.Daemon;

/// <summary>The real tree, with the console as its listener.</summary>
internal sealed class RunningTree(SupervisionTree tree, IProcessHost host) : IRunningTree
{
    private static readonly TimeSpan StrangersPatience = TimeSpan.FromSeconds(10);

    /// <summary>Every child of this process is an engine's, so what is left when the last engine is down is one's too.</summary>
    public Task<TreeOutcome> Completion { get; } = EndAsync(tree);

    public static IRunningTree Start(SupervisionSettings settings, ConsoleLog log) => Start(settings, log, null);

    /// <summary>Starts a tree, or goes on with that of an earlier image.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="log">Where events go.</param>
    /// <param name="predecessor">The earlier image's state.</param>
    /// <param name="system">An actor system that the tree takes over; null lets it make one.</param>
    public static IRunningTree Start(SupervisionSettings settings, ConsoleLog log, TreeState? predecessor, ActorSystem? system = null)
    {
        IProcessHost host = ProcessHost.Start(new ProcessHostOptions { BeginsFrozen = predecessor is not null });
        return new RunningTree(
            SupervisionTree.Start(settings, new SupervisionTreeOptions
            {
                Console = log.Output,
                Listeners = ImmutableDictionary<string, Props>.Empty.Add(ConsoleListener.Name, Props.Create(() => new ConsoleListener(log))),
                ProcessHost = host,
                OwnSystem = system,
                TakenOver = predecessor,
            }),
            host);
    }

    private static async Task<TreeOutcome> EndAsync(SupervisionTree tree)
    {
        TreeOutcome outcome = await tree.Completion;
        IReadOnlyList<TreeMember> left = await Strangers.EndAsync(StrangersPatience, TimeProvider.System);
        return outcome with { Survivors = [.. outcome.Survivors, .. left.Select(stranger => stranger.ToString())] };
    }

    public SupervisionTree? Tree => tree;

    public void Stop(string why) => tree.Stop(why);

    public void Hasten() => tree.Hasten();

    public Task<IReadOnlyList<EngineStatus>> StatusAsync(CancellationToken cancellation) => tree.StatusAsync(cancellation);

    public Task<ReloadResult> ReloadAsync(SettingsResult loaded) => tree.ReloadAsync(loaded);

    public void ReopenLogs() => tree.Logs.Reopen();

    public Task<string?> CheckAsync(Successor successor) => successor.CheckAsync(host);

    public Task<HandoverResult> HandOverAsync(string program, TimeSpan timeout, Func<TreeState, string> execute) =>
        tree.HandOverAsync(program, timeout, execute);

    public void RefuseHandover(string why) => tree.RefuseHandover(why);

    public async ValueTask DisposeAsync()
    {
        await tree.DisposeAsync();
        await host.DisposeAsync();
    }
}
