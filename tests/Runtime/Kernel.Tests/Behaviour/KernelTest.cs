using Supervision.Actor;

namespace Supervision.Tests.Behaviour;

/// <summary>A test with its own system, and actors made of delegates for what needs no class of its own.</summary>
public abstract class KernelTest : TestKit.Xunit2.TestKit
{
    protected static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(60);

    protected KernelTest(string config = "")
        : base(config)
    {
    }

    /// <summary>An actor that runs the delegate for each message.</summary>
    protected IActorRef Acting(Action<IActorContext, object> receive, string? name = null) =>
        ActorOf(Props.Create(() => new Lambda(receive)), name);

    /// <summary>A supervisor that makes children of the props it is told, answers with their references, and echoes texts.</summary>
    protected IActorRef Supervisor(SupervisorStrategy strategy, string? name = null) => ActorOf(SupervisorProps(strategy), name);

    protected static Props SupervisorProps(SupervisorStrategy strategy) => Props.Create(() => new SupervisorActor(strategy));

    protected IActorRef Child(IActorRef supervisor, Props props, string? name = null)
    {
        supervisor.Tell(new Make(props, name));
        return ExpectMsg<IActorRef>();
    }

    protected void StopAndWait(IActorRef actor)
    {
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);
    }

    protected int CountOf(IActorRef counter)
    {
        counter.Tell("get");
        return ExpectMsg<int>();
    }

    protected void ExpectLines(params string[] lines) => Assert.Equal(lines, ReceiveN(lines.Length).Cast<string>());

    protected sealed record Make(Props Props, string? Name);

    private sealed class Lambda(Action<IActorContext, object> receive) : UntypedActor
    {
        protected override void OnReceive(object message) => receive(Context, message);
    }

    private sealed class SupervisorActor : ReceiveActor
    {
        private readonly SupervisorStrategy _strategy;

        public SupervisorActor(SupervisorStrategy strategy)
        {
            _strategy = strategy;
            Receive<Make>(make => Sender.Tell(make.Name is null ? Context.ActorOf(make.Props) : Context.ActorOf(make.Props, make.Name)));
            Receive<Exception>(cause => throw cause);
            Receive<string>(message => Sender.Tell(message));
        }

        protected override SupervisorStrategy SupervisorStrategy() => _strategy;
    }
}
