using Supervision.Actor;
using Supervision.Configuration;

namespace Supervision.Kernel.Tests.Core;

/// <summary>A silent system per test, and probes in it.</summary>
public abstract class KernelTest : IAsyncLifetime
{
    protected static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    protected KernelTest(string config = "")
    {
        Sys = ActorSystem.Create("test", ConfigurationFactory.ParseString("akka { loglevel = OFF, stdout-loglevel = OFF, log-dead-letters = off }\n" + config));
    }

    protected ActorSystem Sys { get; }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Sys.Terminate().WaitAsync(Long);

    protected Probe NewProbe() => new(Sys);

    protected Probe Subscribed<T>()
    {
        Probe probe = NewProbe();
        Sys.EventStream.Subscribe(probe.Ref, typeof(T));
        return probe;
    }
}
