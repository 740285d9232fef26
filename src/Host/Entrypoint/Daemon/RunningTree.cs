using System.Collections.Immutable;
using Supervision.Actors;
using Supervision.Actors.Settings;
using Supervision.Entrypoint.Logging;

namespace Supervision.Entrypoint.Daemon;

/// <summary>The real tree, with the console as its listener.</summary>
internal sealed class RunningTree(SupervisionTree tree) : IRunningTree
{
    public Task<TreeOutcome> Completion => tree.Completion;

    public static IRunningTree Start(SupervisionSettings settings, ConsoleLog log) =>
        new RunningTree(SupervisionTree.Start(settings, new SupervisionTreeOptions
        {
            Listeners = ImmutableDictionary<string, Props>.Empty.Add(ConsoleListener.Name, Props.Create(() => new ConsoleListener(log))),
        }));

    public void Stop(string why) => tree.Stop(why);

    public void Hasten() => tree.Hasten();

    public ValueTask DisposeAsync() => tree.DisposeAsync();
}
