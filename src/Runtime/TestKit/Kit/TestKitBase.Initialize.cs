using Supervision.Actor;
using Supervision.Actor.Setup;
using Supervision.Configuration;
using Supervision.Event;
using Supervision.TestKit.Internal;

namespace Supervision.TestKit;

public abstract partial class TestKitBase
{
    private const int SpareThreads = 16;

    private static int _testActorNumber;

    // Examinations hold the test's thread, which is the pool's where xunit runs tests in parallel. The actors run on
    // the same pool, and a pool whose threads are all held grows by one or two a second only.
    static TestKitBase()
    {
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, Environment.ProcessorCount + SpareThreads), ports);
    }

    /// <summary>What every test system is configured with unless the test says otherwise.</summary>
    public static Config DefaultConfig => Configs.TestConfigs.DefaultConfig;

    /// <summary>Turns every debug log of the system on.</summary>
    public static Config FullDebugConfig => Configs.TestConfigs.FullDebugConfig;

    /// <summary>Called by the constructors: makes the system when there is none, and the test actor.</summary>
    protected virtual void InitializeTest(ActorSystem? system, ActorSystemSetup config, string? actorSystemName, string? testActorName)
    {
        _system = system ?? TestSystem.Create(actorSystemName ?? "test", config);
        _settings = TestKitExtension.For(_system);
        _system.RegisterExtension(new TestKitAssertionsExtension(Assertions));
        CallingThreadDispatcher.AddTo(_system);
        _log = Logging.GetLogger(_system, GetType());
        _eventFilter = new EventFilterFactory(this);
        _testActor = CreateTestActor(_system, testActorName ?? $"testActor{Interlocked.Increment(ref _testActorNumber)}", _queue);
        if (this is not INoImplicitSender)
        {
            ImplicitSender.Install(_testActor);
        }
    }

    /// <inheritdoc cref="InitializeTest(ActorSystem?, ActorSystemSetup, string?, string?)"/>
    protected void InitializeTest(ActorSystem? system, Config config, string? actorSystemName, string? testActorName) =>
        InitializeTest(system, ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config)), actorSystemName, testActorName);

    /// <summary>Makes another test actor; what it receives goes to this kit's queue.</summary>
    public IActorRef CreateTestActor(string name) => CreateTestActor(Sys, name, _queue);

    /// <summary>Makes a probe: a test actor with its own queue.</summary>
    /// <param name="name">Its name, or the start of one is made up.</param>
    public virtual TestProbe CreateTestProbe(string? name = null) => CreateTestProbe(Sys, name);

    /// <summary>Makes a probe in another system.</summary>
    public virtual TestProbe CreateTestProbe(ActorSystem system, string? name = null) => new(system, Assertions, name);

    /// <summary>Makes a latch whose limits are scaled by the kit's time factor.</summary>
    public virtual TestLatch CreateTestLatch(int count = 1) => new(Dilated, TestKitSettings.DefaultTimeout, count);

    /// <summary>Makes a barrier for a number of threads.</summary>
    public TestBarrier CreateTestBarrier(int count) => new(this, count);

    /// <summary>Terminates the system and waits for the end.</summary>
    /// <param name="duration">The limit, 10 seconds by default, scaled.</param>
    /// <param name="verifySystemShutdown">True to fail when the limit is passed; otherwise only a line is logged.</param>
    /// <exception cref="TimeoutException">The system did not end in time.</exception>
    public virtual void Shutdown(TimeSpan? duration = null, bool verifySystemShutdown = false) =>
        Shutdown(Sys, duration, verifySystemShutdown);

    /// <inheritdoc cref="Shutdown(TimeSpan?, bool)"/>
    protected virtual void Shutdown(ActorSystem system, TimeSpan? duration = null, bool verifySystemShutdown = false)
    {
        ArgumentNullException.ThrowIfNull(system);
        var limit = Dilated(duration ?? TimeSpan.FromSeconds(10));
        if (system.Terminate().Wait(limit))
        {
            return;
        }

        var message = $"Failed to stop [{system.Name}] within [{limit}].";
        if (verifySystemShutdown)
        {
            throw new TimeoutException(message);
        }

        system.Log.Warning(message);
    }

    private static IActorRef CreateTestActor(ActorSystem system, string name, EnvelopeQueue queue) =>
        ((ExtendedActorSystem)system).SystemActorOf(
            Props.Create(() => new InternalTestActor(queue)).WithDispatcher(CallingThreadDispatcher.TestActorId), name);
}
