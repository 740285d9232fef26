using System.Collections.Concurrent;
using Supervision.Actors.Events;
using Supervision.Actors.Heartbeats;
using Supervision.Actors.Logs;
using Supervision.Actors.Memory;
using Supervision.Posix;

namespace Supervision.Actors;

/// <summary>What the actors of one tree share; everything ambient comes in through here.</summary>
/// <param name="Host">Spawns and reaps.</param>
/// <param name="Events">Numbers and publishes events.</param>
/// <param name="Time">Clock; windows use its monotonic timestamps.</param>
/// <param name="Jitter">Uniform random numbers in [0, 1).</param>
/// <param name="Sampler">Samples trees in shared passes over /proc.</param>
/// <param name="Oom">Tells out-of-memory kills from others.</param>
/// <param name="Prober">Carries out probes.</param>
/// <param name="Logs">Takes the engines' output where it belongs.</param>
internal sealed record TreeServices(
    IProcessHost Host, EventPublisher Events, TimeProvider Time, Func<double> Jitter, ProcessSampler Sampler, OomDetector Oom, Prober Prober,
    TreeLogs Logs)
{
    /// <summary>Hears of every change of an engine, and knows what starts wait for.</summary>
    public IActorRef Guardian { get; init; } = ActorRefs.Nobody;

    /// <summary>Asks the GPU driver.</summary>
    public required GpuMonitor Gpu { get; init; }

    /// <summary>The control group that engines share with the daemon.</summary>
    public SharedGroup SharedGroup { get; } = new(Oom.SharedGroup);

    private readonly ConcurrentQueue<Task> _kills = new();

    /// <summary>Owns a kill that no actor waits for any more.</summary>
    public void KillLater(Task kill)
    {
        while (_kills.TryPeek(out var done) && done.IsCompleted && _kills.TryDequeue(out _))
        {
        }

        _kills.Enqueue(kill);
    }

    /// <summary>Completes when all of those are through.</summary>
    public Task KillsAsync() => Task.WhenAll(_kills);
}
