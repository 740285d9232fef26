using Supervision.Actor;

namespace Supervision.Tests.Fsm;

public class FsmLoggingTests : FsmTest
{
    public FsmLoggingTests()
        : base("akka { loglevel = DEBUG, actor.debug.fsm = on }")
    {
    }

    [Fact]
    public void LoggingFsm_DebugOn_LogsEventsTransitionsAndTimers()
    {
        var machine = ActorOf(Props.Create(() => new Chatty()));
        EventFilter.Debug(contains: "in state a", start: "processing ")
            .And.Debug(message: "transition a -> b")
            .And.Debug(start: "setting timer t/")
            .And.Debug(message: "canceling timer t")
            .Expect(4, () => machine.Tell("go"));
    }

    [Fact]
    public void OtherFsm_DebugOn_LogsNothing()
    {
        var machine = StartWalker("a", "b");
        EventFilter.Debug(start: "processing ").And.Debug(start: "transition ").Expect(0, Quiet, () =>
        {
            machine.Tell("b");
            ExpectState(machine, "b", 1);
        });
    }

    [Fact]
    public void GetLog_LoggingFsm_HoldsTheLastEvents()
    {
        var machine = ActorOf(Props.Create(() => new Chatty()));
        machine.Tell("go");
        machine.Tell("x");
        machine.Tell("log");
        var log = ExpectMsg<IReadOnlyList<FSMBase.LogEntry<string, int>>>();
        Assert.Equal([("b", 1, "x"), ("b", 1, "log")], log.Select(entry => (entry.StateName, entry.StateData, (string)entry.FsmEvent)));
    }

    private sealed class Chatty : FSM<string, int>, ILoggingFSM
    {
        public Chatty()
        {
            StartWith("a", 0);
            When("a", e =>
            {
                SetTimer("t", "tick", Second);
                CancelTimer("t");
                return e.FsmEvent is "go" ? GoTo("b").Using(1) : null;
            });
            When("b", e => e.FsmEvent is "log" ? Stay().Replying(GetLog()) : Stay());
        }

        protected override int LogDepth => 2;
    }
}
