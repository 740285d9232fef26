using System.Collections.Immutable;
using Supervision.Actors.Handover;
using Supervision.Actors.Logs;
using Supervision.Posix;

namespace Supervision.Actors;

/// <summary>What a host can give a tree; every member has a working default.</summary>
public sealed record SupervisionTreeOptions
{
    /// <summary>
    /// Event listeners by name: props of actors derived from <see cref="Listeners.EventListenerActor"/>. They are subscribed before any
    /// engine starts and may drain their buffers after the last one has stopped. The name <c>journal</c> is the tree's own. Default none.
    /// </summary>
    public IReadOnlyDictionary<string, Props> Listeners { get; init; } = ImmutableDictionary<string, Props>.Empty;

    /// <summary>The actor system to live in; null, the default, creates one that ends with the tree.</summary>
    public ActorSystem? System { get; init; }

    /// <summary>A system of <see cref="SupervisionTree.CreateSystem"/> that becomes the tree's own.</summary>
    internal ActorSystem? OwnSystem { get; init; }

    /// <summary>The process layer; null, the default, starts one that ends with the tree.</summary>
    public IProcessHost? ProcessHost { get; init; }

    /// <summary>Clock. Default <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Source of uniform random numbers in [0, 1) for the jitter of backoff delays. Default the shared random generator.</summary>
    public Func<double> Jitter { get; init; } = Random.Shared.NextDouble;

    /// <summary>How the GPU driver is found, for gates that wait for the memory of GPUs.</summary>
    public GpuOptions Gpu { get; init; } = new();

    /// <summary>
    /// The tree of an earlier image of this program that this one goes on with; the process host must begin at rest then
    /// (<see cref="ProcessHostOptions.BeginsFrozen"/>). Null, the default, starts a new one.
    /// </summary>
    public TreeState? TakenOver { get; init; }

    /// <summary>Takes the lines of engines whose output is inherited; null, the default, shows them to nobody.</summary>
    public IOutputConsole? Console { get; init; }

    /// <summary>
    /// Whether lines are published as <see cref="Events.EngineOutput"/> even while no <see cref="Listeners.EventListenerActor"/> wants them: for
    /// actors that subscribe to the event stream themselves. Default false.
    /// </summary>
    public bool PublishOutput { get; init; }
}
