using Supervision.Actor;
using Supervision.TestKit.TestActors;

namespace Supervision.Tests.Behaviour;

public class SelectionTests : KernelTest
{
    private readonly IActorRef _parent;
    private readonly IActorRef _a1;
    private readonly IActorRef _a2;

    public SelectionTests()
    {
        _parent = Supervisor(SupervisorStrategy.DefaultStrategy, "parent");
        _a1 = Child(_parent, SimpleEchoActor.Props(), "a1");
        _a2 = Child(_parent, SimpleEchoActor.Props(), "a2");
        Child(_parent, SimpleEchoActor.Props(), "b");
    }

    [Theory]
    [InlineData("/user/parent/a1")]
    [InlineData("akka://test/user/parent/a1")]
    [InlineData("/user/parent/a2/../a1")]
    [InlineData("/user/*/a1")]
    [InlineData("/user/par?nt/a1")]
    public void Selection_Path_ReachesTheActor(string path)
    {
        ActorSelection(path).Tell("x");
        ExpectMsgFrom(_a1, "x");
        Assert.False(HasMessages);
    }

    [Fact]
    public void Selection_Wildcard_ReachesAllThatMatch()
    {
        ActorSelection("/user/parent/a*").Tell("x");
        ExpectMsg("x");
        ExpectMsg("x");
        ExpectNoMsg(Quiet);
    }

    [Fact]
    public void Selection_Anchor_IsRelativeToIt()
    {
        ActorSelection(_parent, "a1").Tell("x");
        ExpectMsgFrom(_a1, "x");
        ActorSelection(_a1, "../a2").Tell("y");
        ExpectMsgFrom(_a2, "y");
    }

    [Fact]
    public void Selection_InsideAnActor_IsRelativeToItself()
    {
        var actor = Acting((context, _) => context.ActorSelection("../parent/a2").Tell("x", context.Sender));
        actor.Tell("go");
        ExpectMsgFrom(_a2, "x");
    }

    [Fact(Timeout = 30000)]
    public async Task ResolveOne_Actor_GivesItsReference()
    {
        Assert.Equal(_a1, await ActorSelection("/user/parent/a1").ResolveOne(TimeSpan.FromSeconds(10)));
        Assert.Equal(_a1, await Sys.ActorSelection(_a1.Path).ResolveOne(TimeSpan.FromSeconds(10)));
    }

    [Fact(Timeout = 30000)]
    public async Task ResolveOne_Nothing_FailsWithActorNotFound()
    {
        await Assert.ThrowsAsync<ActorNotFoundException>(() => ActorSelection("/user/none").ResolveOne(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void Selection_StoppedIncarnation_ReachesTheNewOne()
    {
        StopAndWait(_a1);
        IActorRef? again = null;
        AwaitAssert(() =>
        {
            _parent.Tell(new Make(SimpleEchoActor.Props(), "a1"));
            again = ExpectMsg<IActorRef>(TimeSpan.FromMilliseconds(300));
        });
        Assert.NotEqual(_a1, again);
        Assert.Equal(_a1.Path, again!.Path);
        ActorSelection("/user/parent/a1").Tell("x");
        ExpectMsgFrom(again, "x");
    }
}
