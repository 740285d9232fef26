using Supervision.Actors.Events;
using Supervision.Actors.Heartbeats;
using Supervision.Actors.Memory;
using Supervision.Posix;

namespace Supervision.Actors;

/// <summary>What the actors of one tree share; everything ambient comes in through here.</summary>
/// <param name="Host">Spawns and reaps.</param>
/// <param name="Events">Numbers and publishes events.</param>
/// <param name="Time">Clock; windows use its monotonic timestamps.</param>
/// <param name="Jitter">Uniform random numbers in [0, 1).</param>
/// <param name="Usage">Shared samples of /proc.</param>
/// <param name="Prober">Carries out probes.</param>
internal sealed record TreeServices(
    IProcessHost Host, EventPublisher Events, TimeProvider Time, Func<double> Jitter, ProcessUsage Usage, Prober Prober);
