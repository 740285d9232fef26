using Supervision.Actor;
using Supervision.Event;

namespace Supervision.Kernel.Tests.Core;

public class PathAndSelectionTests : KernelTest
{
    [Fact]
    public void Path_OfActor_NamesThePlaceAndTheIncarnation()
    {
        IActorRef actor = Sys.ActorOf(Props.Empty, "a");
        Assert.Equal("akka://test/user/a", actor.Path.ToString());
        Assert.Equal($"[akka://test/user/a#{actor.Path.Uid}]", actor.ToString());
        Assert.Equal(actor.Path, ActorPath.Parse("akka://test/user/a"));
        Assert.Equal(["user", "a"], actor.Path.Elements);
        Assert.Equal(actor.Path.Uid, ActorPath.Parse(actor.Path.ToSerializationFormat()).Uid);
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("a-b_c.d", true)]
    [InlineData("%20x", true)]
    [InlineData("", false)]
    [InlineData("$a", false)]
    [InlineData("a/b", false)]
    [InlineData("%2", false)]
    [InlineData("ä", false)]
    public void PathElement_Text_IsValidOrNot(string text, bool valid) => Assert.Equal(valid, ActorPath.IsValidPathElement(text));

    [Theory]
    [InlineData("akka://sys/user", "akka://sys", "/user")]
    [InlineData("akka.tcp://sys@host:99/user/a", "akka.tcp://sys@host:99", "/user/a")]
    [InlineData("akka://sys", "akka://sys", "/")]
    [InlineData("akka://sys:99/user", "akka://sys:99", "/user")]
    [InlineData("AKKA://Sys@Host:99/User", "akka://Sys@host:99", "/User")]
    public void Address_InPath_IsSplitOff(string text, string address, string rest)
    {
        Assert.True(Address.TryParse(text, out Address? parsed, out string? path));
        Assert.Equal(address, parsed.ToString());
        Assert.Equal(rest, path);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("akka://")]
    [InlineData("akka://sys@host:port/")]
    [InlineData("akka://sys@host/user")]
    public void Address_Nonsense_IsRefused(string text) => Assert.False(Address.TryParse(text, out Address? _));

    [Fact]
    public void ActorOf_NameTaken_Throws()
    {
        Sys.ActorOf(Props.Empty, "a");
        Assert.Throws<InvalidActorNameException>(() => Sys.ActorOf(Props.Empty, "a"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("$mine")]
    [InlineData("a b")]
    public void ActorOf_BadName_Throws(string name) => Assert.Throws<InvalidActorNameException>(() => Sys.ActorOf(Props.Empty, name));

    [Fact]
    public void ActorOf_NoName_IsUnique()
    {
        string[] names = Enumerable.Range(0, 200).Select(_ => Sys.ActorOf(Props.Empty).Path.Name).ToArray();
        Assert.Equal(200, names.Distinct().Count());
        Assert.All(names, n => Assert.StartsWith("$", n, StringComparison.Ordinal));
    }

    [Fact(Timeout = 30000)]
    public async Task ActorOf_NameOfDeadActor_MakesAnotherIncarnation()
    {
        Probe probe = NewProbe();
        IActorRef parent = Sys.ActorOf(Scripted.Props("p", NewProbe().Ref), "p");
        IActorRef first = await parent.Ask<IActorRef>(new Scripted.Named(Props.Empty, "c"), Long);
        await probe.WatchNow(first);
        first.Tell(PoisonPill.Instance);
        await probe.ExpectTerminated(first);
        IActorRef? second = null;
        while (second is null)
        {
            second = await parent.Ask<IActorRef>((Action<IActorContext>)(c => c.Sender.Tell(c.Child("c").IsNobody() ? c.ActorOf(Props.Empty, "c") : ActorRefs.Nobody)), Long);
            second = second.IsNobody() ? null : second;
        }

        Assert.Equal(first.Path, second.Path);
        Assert.NotEqual(first, second);
    }

    [Fact(Timeout = 30000)]
    public async Task Selection_AbsoluteRelativeAndWildcards_FindActors()
    {
        Probe probe = NewProbe();
        IActorRef parent = Sys.ActorOf(Scripted.Props("p", NewProbe().Ref), "p");
        IActorRef one = await parent.Ask<IActorRef>(new Scripted.Named(Props.Empty, "one"), Long);
        IActorRef two = await parent.Ask<IActorRef>(new Scripted.Named(Props.Empty, "two"), Long);
        Assert.Equal(one, await Sys.ActorSelection("/user/p/one").ResolveOne(Long));
        Assert.Equal(one, await Sys.ActorSelection("user/p/one").ResolveOne(Long));
        Assert.Equal(one, await Sys.ActorSelection("akka://test/user/p/one").ResolveOne(Long));
        Assert.Equal(one, await Sys.ActorSelection(one.Path).ResolveOne(Long));
        Assert.Equal(two, await new ActorSelection(one, "../two").ResolveOne(Long));
        Assert.Equal([one, two], await Identify("/user/p/*", 2));
        Assert.Equal([two], await Identify("/user/p/t?o", 1));
        Assert.Equal([one, two], await Identify("/user/p/**", 2));

        async Task<IActorRef[]> Identify(string path, int count)
        {
            Sys.ActorSelection(path).Tell(new Identify(path), probe.Ref);
            List<IActorRef> found = [];
            for (int i = 0; i < count; i++)
            {
                found.Add((await probe.Next<ActorIdentity>()).Subject!);
            }

            await probe.ExpectNothingBefore("mark");
            return found.OrderBy(r => r.Path.Name).ToArray();
        }
    }

    [Fact(Timeout = 30000)]
    public async Task Selection_NoActor_AnswersIdentifyWithNothing()
    {
        Probe probe = NewProbe();
        Sys.ActorSelection("/user/nobody").Tell(new Identify(7), probe.Ref);
        ActorIdentity identity = await probe.Next<ActorIdentity>();
        Assert.Null(identity.Subject);
        Assert.Equal(7, identity.MessageId);
        await Assert.ThrowsAsync<ActorNotFoundException>(() => Sys.ActorSelection("/user/nobody").ResolveOne(Long));
        Probe letters = Subscribed<DeadLetter>();
        Sys.ActorSelection("/user/nobody").Tell("lost", probe.Ref);
        Assert.Equal("lost", (await letters.Next<DeadLetter>()).Message);
    }

    [Fact(Timeout = 30000)]
    public async Task Selection_PatternThatFitsOneChild_AnswersForWhatIsNotBelowIt()
    {
        Probe probe = NewProbe();
        IActorRef parent = Sys.ActorOf(Scripted.Props("p", NewProbe().Ref), "p");
        await parent.Ask<IActorRef>(new Scripted.Named(Props.Empty, "one"), Long);
        Sys.ActorSelection("/user/p/*/missing").Tell(new Identify(1), probe.Ref);
        Assert.Null((await probe.Next<ActorIdentity>()).Subject);
        await parent.Ask<IActorRef>(new Scripted.Named(Props.Empty, "two"), Long);
        Sys.ActorSelection("/user/p/*/missing").Tell(new Identify(2), probe.Ref);
        await probe.ExpectNothingBefore("mark");
    }

    [Theory(Timeout = 30000)]
    [InlineData("")]
    [InlineData("/deadLetters")]
    [InlineData("foo://user")]
    public async Task Selection_DeadLetters_AreIdentifiedAsNobody(string path)
    {
        ActorIdentity identity = await Sys.ActorSelection(path).Ask<ActorIdentity>(new Identify(1), Long);
        Assert.Equal(ActorRefs.Nobody, identity.Subject);
    }

    [Fact]
    public void Selection_Equality_CountsAnchorAndPath()
    {
        IActorRef actor = Sys.ActorOf(Props.Empty, "a");
        ActorSelection selection = new(actor, "../*/b");
        Assert.Equal(new ActorSelection(actor, "../*/b"), selection);
        Assert.Equal(new ActorSelection(actor, "../*/b").GetHashCode(), selection.GetHashCode());
        Assert.NotEqual(new ActorSelection(actor, "../*/c"), selection);
        Assert.NotEqual(new ActorSelection(actor, "../*/c").GetHashCode(), selection.GetHashCode());
    }

    [Fact]
    public void Provider_Resolve_FindsIncarnationsOnly()
    {
        IActorRefProvider provider = ((ExtendedActorSystem)Sys).Provider;
        IActorRef actor = Sys.ActorOf(Props.Empty, "a");
        Assert.Same(actor, provider.ResolveActorRef(actor.Path));
        Assert.Same(actor, provider.ResolveActorRef("akka://test/user/a"));
        Assert.IsType<EmptyLocalActorRef>(provider.ResolveActorRef(actor.Path.WithUid(actor.Path.Uid + 1000)));
        Assert.Same(Sys.DeadLetters, provider.ResolveActorRef("akka://elsewhere/user/a"));
        Assert.Same(Sys.DeadLetters, provider.ResolveActorRef("akka://test/deadLetters"));
    }
}
