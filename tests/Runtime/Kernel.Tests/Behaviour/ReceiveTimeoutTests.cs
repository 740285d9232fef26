using Supervision.Actor;
using Supervision.TestKit;
using Supervision.TestKit.Configs;

namespace Supervision.Tests.Behaviour;

public class ReceiveTimeoutTests : TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(60);

    public ReceiveTimeoutTests()
        : base(TestConfigs.TestSchedulerConfig)
    {
    }

    private TestScheduler Scheduler => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void SetReceiveTimeout_NothingComes_SendsReceiveTimeoutAgainAndAgain()
    {
        Start();
        Scheduler.Advance(Second);
        ExpectMsg("timeout");
        AwaitRearmed();
        Scheduler.Advance(Second);
        ExpectMsg("timeout");
    }

    [Fact]
    public void SetReceiveTimeout_MessageComes_StartsAnew()
    {
        var actor = Start();
        Scheduler.Advance(Second * 0.7);
        actor.Tell("hi");
        ExpectMsg("hi");
        AwaitRearmed();
        Scheduler.Advance(Second * 0.7);
        ExpectNoMsg(Quiet);
        Scheduler.Advance(Second * 0.3);
        ExpectMsg("timeout");
    }

    [Fact]
    public void SetReceiveTimeout_MessageWithoutInfluence_DoesNotStartAnew()
    {
        var actor = Start();
        Scheduler.Advance(Second * 0.7);
        actor.Tell(new Quietly());
        ExpectMsg("quietly");
        AwaitRearmed();
        Scheduler.Advance(Second * 0.3);
        ExpectMsg("timeout");
    }

    [Fact]
    public void SetReceiveTimeout_Null_TurnsItOff()
    {
        var actor = Start();
        actor.Tell("off");
        ExpectMsg("off");
        AwaitRearmed();
        Scheduler.Advance(Second * 5);
        ExpectNoMsg(Quiet);
    }

    // The actor arms its timeout after the handler that answered has returned.
    private void AwaitRearmed() => ExpectNoMsg(Quiet);

    private IActorRef Start()
    {
        var actor = ActorOf(Props.Create(() => new Waiting(TestActor)));
        ExpectMsg("started");
        AwaitRearmed();
        return actor;
    }

    private sealed class Quietly : INotInfluenceReceiveTimeout
    {
    }

    private sealed class Waiting : ReceiveActor
    {
        private readonly IActorRef _listener;

        public Waiting(IActorRef listener)
        {
            _listener = listener;
            Receive<ReceiveTimeout>(_ => listener.Tell("timeout"));
            Receive<Quietly>(_ => listener.Tell("quietly"));
            Receive<string>(m =>
            {
                if (m == "off")
                {
                    SetReceiveTimeout(null);
                }

                listener.Tell(m);
            });
        }

        protected override void PreStart()
        {
            SetReceiveTimeout(Second);
            _listener.Tell("started");
        }
    }
}
