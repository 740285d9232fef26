using Supervision.Actor;
using Supervision.TestKit.TestActors;

namespace Supervision.Tests.Behaviour;

public class NamingTests : KernelTest
{
    [Theory]
    [InlineData("")]
    [InlineData("$a")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("a#1")]
    [InlineData("ä")]
    public void ActorOf_NameNotAllowed_Throws(string name)
    {
        Assert.Throws<InvalidActorNameException>(() => ActorOf(BlackHoleActor.Props, name));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("A-1_b")]
    [InlineData("a@b:c&d=e+f,g.h~i!j;k")]
    [InlineData("%20")]
    public void ActorOf_NameAllowed_IsUsed(string name)
    {
        Assert.Equal(name, ActorOf(BlackHoleActor.Props, name).Path.Name);
    }

    [Fact]
    public void ActorOf_NameTaken_Throws()
    {
        ActorOf(BlackHoleActor.Props, "one");
        var failure = Assert.Throws<InvalidActorNameException>(() => ActorOf(BlackHoleActor.Props, "one"));
        Assert.Contains("one", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ActorOf_NoName_MakesUpAUniqueOne()
    {
        var names = Enumerable.Range(0, 100).Select(_ => ActorOf(BlackHoleActor.Props).Path.Name).ToList();
        Assert.Equal(100, names.Distinct().Count());
        Assert.All(names, name => Assert.StartsWith("$", name, StringComparison.Ordinal));
    }

    [Fact]
    public void ActorOf_NameOfAStoppedActor_IsAnotherIncarnation()
    {
        var first = ActorOf(BlackHoleActor.Props, "one");
        StopAndWait(first);
        IActorRef? second = null;
        AwaitAssert(() => second = ActorOf(BlackHoleActor.Props, "one"));
        Assert.Equal(first.Path, second!.Path);
        Assert.NotEqual(first, second);
        Assert.NotEqual(first.Path.Uid, second.Path.Uid);
    }

    [Fact]
    public void Path_OfAnActor_NamesItsParents()
    {
        var parent = Supervisor(SupervisorStrategy.DefaultStrategy, "parent");
        var child = Child(parent, BlackHoleActor.Props, "kid");
        Assert.Equal("akka://test/user/parent/kid", child.Path.ToString());
        Assert.Equal("/user/parent/kid", child.Path.ToStringWithoutAddress());
        Assert.Equal(parent.Path, child.Path.Parent);
        Assert.Equal(["user", "parent", "kid"], child.Path.Elements);
        Assert.Equal(parent.Path / "kid", child.Path);
    }

    [Fact]
    public void ActorPathParse_Text_RoundTrips()
    {
        var path = ActorPath.Parse("akka://test/user/a/b");
        Assert.Equal("b", path.Name);
        Assert.Equal("akka://test/user/a/b", path.ToString());
        Assert.False(ActorPath.TryParse("not a path", out _));
    }
}
