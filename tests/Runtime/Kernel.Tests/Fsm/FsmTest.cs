using Supervision.Actor;
using Supervision.Configuration;
using Supervision.TestKit;
using Supervision.TestKit.Configs;

namespace Supervision.Tests.Fsm;

/// <summary>A test of machines that are written down in the test; time stands still until the test moves it.</summary>
public abstract class FsmTest : TestKit.Xunit2.TestKit
{
    protected static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    protected static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(60);

    protected FsmTest(string config = "")
        : base(ConfigurationFactory.ParseString(config).WithFallback(TestConfigs.TestSchedulerConfig))
    {
    }

    protected TestScheduler Scheduler => (TestScheduler)Sys.Scheduler;

    protected IActorRef Start(Action<Machine> define) => ActorOf(Props.Create(() => new Machine(define)));

    /// <summary>A machine that goes to the state that it is sent, of those it knows, and answers "get" with state and data.</summary>
    protected IActorRef StartWalker(params string[] states) => Start(fsm => DefineWalker(fsm, states));

    protected static void DefineWalker(Machine fsm, params string[] states)
    {
        fsm.StartWith(states[0], 0);
        foreach (var state in states)
        {
            fsm.When(state, e => e.FsmEvent is string name && states.Contains(name) ? fsm.GoTo(name).Using(e.StateData + 1) : null);
        }

        fsm.WhenUnhandled(e => e.FsmEvent is "get" ? fsm.Stay().Replying((fsm.StateName, fsm.StateData)) : null);
        fsm.Initialize();
    }

    protected void ExpectState(IActorRef machine, string state, int data)
    {
        machine.Tell("get");
        ExpectMsg((state, data));
    }

    /// <summary>Waits until the machine has processed what it was sent, by a message that no test looks at.</summary>
    protected void Settle(IActorRef machine)
    {
        var probe = CreateTestProbe();
        machine.Tell(new Identify(1), probe.Ref);
        probe.ExpectMsg<ActorIdentity>();
    }

    protected class Machine : FSM<string, int>
    {
        public Machine(Action<Machine> define)
        {
            define(this);
        }

        public Func<FSMBase.Reason, bool>? Ending { get; set; }

        protected override void LogTermination(FSMBase.Reason reason)
        {
            if (Ending?.Invoke(reason) != true)
            {
                base.LogTermination(reason);
            }
        }
    }
}
