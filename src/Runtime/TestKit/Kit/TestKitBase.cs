using Supervision.Actor;
using Supervision.Actor.Setup;
using Supervision.Configuration;
using Supervision.Event;
using Supervision.TestKit.Internal;

namespace Supervision.TestKit;

// Overview
// One kit = one actor system (its own or a given one), one test actor, one queue of what that actor received.
// Examinations come in two forms that share their checks: those that hold the test's thread, and those that do not
// (…Async). The first never wait on a task, so that they work however few threads there are.
// A Tell without a sender inside a test uses the test actor as sender (ImplicitSender.cs).

/// <summary>
/// What a test uses to talk to actors: a system, a test actor whose messages can be examined, limits in time, event filters.
/// Limits default to the rest of the innermost <c>Within</c>, else to <c>akka.test.single-expect-default</c>, and are scaled by
/// <c>akka.test.timefactor</c>.
/// </summary>
public abstract partial class TestKitBase : IActorRefFactory
{
    private readonly EnvelopeQueue _queue = new();
    private MessageEnvelope _lastMessage = NullMessageEnvelope.Instance;
    private ActorSystem? _system;
    private IActorRef? _testActor;
    private TestKitSettings? _settings;
    private ILoggingAdapter? _log;
    private EventFilterFactory? _eventFilter;

    /// <summary>Uses the system, or makes one called "test" when it is null.</summary>
    protected TestKitBase(ITestKitAssertions assertions, ActorSystem? system = null, string? testActorName = null)
        : this(assertions, system, ActorSystemSetup.Empty, null, testActorName)
    {
    }

    /// <summary>Makes a system of the setup, with <see cref="DefaultConfig"/> as fallback.</summary>
    protected TestKitBase(ITestKitAssertions assertions, ActorSystemSetup setup, string? actorSystemName = null, string? testActorName = null)
        : this(assertions, null, setup, actorSystemName, testActorName)
    {
    }

    /// <summary>Makes a system of the configuration, with <see cref="DefaultConfig"/> as fallback.</summary>
    protected TestKitBase(ITestKitAssertions assertions, Config? config, string? actorSystemName = null, string? testActorName = null)
        : this(assertions, null, ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config ?? Config.Empty)), actorSystemName, testActorName)
    {
    }

    /// <summary>Uses the system, or makes one of the setup when it is null.</summary>
    protected TestKitBase(
        ITestKitAssertions assertions,
        ActorSystem? system,
        ActorSystemSetup config,
        string? actorSystemName,
        string? testActorName)
    {
        ArgumentNullException.ThrowIfNull(assertions);
        Assertions = assertions;
        InitializeTest(system, config, actorSystemName, testActorName);
    }

    /// <summary>The system under test.</summary>
    public ActorSystem Sys => _system!;

    /// <summary>The settings of the kit, from the system's configuration.</summary>
    public TestKitSettings TestKitSettings => _settings!;

    /// <summary>The actor whose messages this kit examines.</summary>
    public IActorRef TestActor => _testActor!;

    /// <summary>Filters on the system's log events.</summary>
    public EventFilterFactory EventFilter => _eventFilter!;

    /// <summary>The message examined last; null when none was, or the last examination got none.</summary>
    public object? LastMessage => _lastMessage.Message;

    /// <summary>Who sent the message examined last; no sender when there is none.</summary>
    public IActorRef? LastSender => _lastMessage.Sender;

    /// <summary>True when messages wait to be examined.</summary>
    public bool HasMessages => _queue.Count > 0;

    /// <summary>A log of the system with this class as source.</summary>
    public ILoggingAdapter Log => _log!;

    internal ITestKitAssertions Assertions { get; }

    internal MessageEnvelope LastEnvelope => _lastMessage;

    /// <summary>Filters on the log events of another system.</summary>
    public EventFilterFactory CreateEventFilter(ActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        return new EventFilterFactory(this, system);
    }

    /// <summary>Drops messages that the function accepts, instead of queueing them.</summary>
    public void IgnoreMessages(Func<object, bool> shouldIgnoreMessage) =>
        TestActor.Tell(new TestActor.SetIgnore(message => shouldIgnoreMessage(message)));

    /// <summary>Drops messages of the type that the function accepts.</summary>
    public void IgnoreMessages<TMsg>(Func<TMsg, bool> shouldIgnoreMessage) =>
        IgnoreMessages(message => message is TMsg typed && shouldIgnoreMessage(typed));

    /// <summary>Drops all messages of the type.</summary>
    public void IgnoreMessages<TMsg>() => IgnoreMessages(static message => message is TMsg);

    /// <summary>Queues all messages again.</summary>
    public void IgnoreNoMessages() => TestActor.Tell(new TestActor.SetIgnore(null));

    /// <summary>Lets the auto-pilot handle each message before it is queued.</summary>
    public void SetAutoPilot(AutoPilot pilot)
    {
        ArgumentNullException.ThrowIfNull(pilot);
        TestActor.Tell(new TestActor.SetAutoPilot(pilot));
    }

    private void Fail(string message) => Assertions.Fail(message);

    private static string Hint(string? hint) => string.IsNullOrEmpty(hint) ? "" : $" ({hint})";
}
