using Supervision.Actor;
using Xunit.Sdk;

namespace Supervision.TestKit.Tests;

public class ExpectMsgTests : Xunit2.TestKit
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(30);

    [Fact]
    public void ExpectMsg_MessageOfTheType_ReturnsIt()
    {
        TestActor.Tell("hello");
        Assert.Equal("hello", ExpectMsg<string>());
        Assert.Equal("hello", LastMessage);
        Assert.Equal(TestActor, LastSender);
    }

    [Fact]
    public void ExpectMsg_AnotherType_FailsAndNamesBoth()
    {
        TestActor.Tell(5);
        var failure = Assert.ThrowsAny<XunitException>(() => ExpectMsg<string>());
        Assert.Contains("System.String", failure.Message, StringComparison.Ordinal);
        Assert.Contains("{5} of type System.Int32", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ExpectMsg_NothingComes_FailsWithTheHint()
    {
        var failure = Assert.ThrowsAny<XunitException>(() => ExpectMsg<string>(Short, "the answer"));
        Assert.Contains("Timeout", failure.Message, StringComparison.Ordinal);
        Assert.Contains("the answer", failure.Message, StringComparison.Ordinal);
        Assert.Null(LastMessage);
    }

    [Fact]
    public void ExpectMsg_EqualMessage_Passes()
    {
        TestActor.Tell(new Point(1, 2));
        ExpectMsg(new Point(1, 2));
    }

    [Fact]
    public void ExpectMsg_OtherValue_FailsWithBothValues()
    {
        TestActor.Tell("{b}");
        var failure = Assert.ThrowsAny<XunitException>(() => ExpectMsg("a", hint: "first"));
        Assert.Contains("first", failure.Message, StringComparison.Ordinal);
        Assert.Contains("{b}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ExpectMsg_Collections_ComparesElements()
    {
        TestActor.Tell(new List<int> { 1, 2 });
        ExpectMsg(new List<int> { 1, 2 });
    }

    [Fact]
    public void ExpectMsg_Predicate_DecidesOnTheMessage()
    {
        TestActor.Tell(4);
        TestActor.Tell(5);
        ExpectMsg<int>(i => i == 4);
        Assert.ThrowsAny<XunitException>(() => ExpectMsg<int>(i => i == 4));
    }

    [Fact]
    public void ExpectMsg_Assertions_RunOnTheMessage()
    {
        TestActor.Tell(4);
        Assert.ThrowsAny<XunitException>(() => ExpectMsg<int>(i => Assert.Equal(3, i)));
    }

    [Fact]
    public void ExpectMsg_PredicateWithSender_SeesTheSender()
    {
        var probe = CreateTestProbe();
        TestActor.Tell("x", probe.Ref);
        ExpectMsg<string>((_, sender) => sender.Equals(probe.Ref));
    }

    [Fact]
    public void ExpectMsg_AssertionsWithSender_SeeTheSender()
    {
        TestActor.Tell("x", TestActor);
        IActorRef? seen = null;
        ExpectMsg<string>((message, sender) =>
        {
            Assert.Equal("x", message);
            seen = sender;
        });
        Assert.Equal(TestActor, seen);
    }

    [Fact]
    public void ExpectMsg_Comparer_Decides()
    {
        TestActor.Tell("ABC");
        ExpectMsg("abc", (a, b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase));
        TestActor.Tell("ABD");
        Assert.ThrowsAny<XunitException>(() => ExpectMsg("abc", (a, b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public void ExpectMsgFrom_OtherSender_Fails()
    {
        var probe = CreateTestProbe();
        TestActor.Tell("x", probe.Ref);
        ExpectMsgFrom<string>(probe.Ref);
        TestActor.Tell("x", probe.Ref);
        ExpectMsgFrom(probe.Ref, "x");
        TestActor.Tell("x", probe.Ref);
        Assert.ThrowsAny<XunitException>(() => ExpectMsgFrom<string>(TestActor));
    }

    [Fact]
    public void ExpectMsgFrom_Predicates_DecideOnBoth()
    {
        TestActor.Tell("x");
        ExpectMsgFrom<string>(sender => sender.Equals(TestActor), message => message == "x");
        TestActor.Tell("x");
        ExpectMsgFrom<string>(TestActor, (string message) => message == "x");
        TestActor.Tell("x");
        Assert.ThrowsAny<XunitException>(() => ExpectMsgFrom<string>(sender => !sender.Equals(TestActor), message => message == "x"));
    }

    [Fact]
    public void ExpectMsgAnyOf_OneOfThem_Passes()
    {
        TestActor.Tell("b");
        Assert.Equal("b", ExpectMsgAnyOf(["a", "b"]));
        TestActor.Tell("c");
        Assert.ThrowsAny<XunitException>(() => ExpectMsgAnyOf(["a", "b"]));
    }

    [Fact]
    public void ExpectMsgAllOf_AnyOrder_ReturnsThemInOrderOfArrival()
    {
        foreach (var message in new[] { "c", "a", "b" })
        {
            TestActor.Tell(message);
        }

        Assert.Equal(["c", "a", "b"], ExpectMsgAllOf("a", "b", "c"));
    }

    [Fact]
    public void ExpectMsgAllOf_OneIsAnother_NamesMissingAndUnexpected()
    {
        TestActor.Tell("a");
        TestActor.Tell("x");
        var failure = Assert.ThrowsAny<XunitException>(() => ExpectMsgAllOf("a", "b"));
        Assert.Contains("not found [{b}", failure.Message, StringComparison.Ordinal);
        Assert.Contains("not expected [{x}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ExpectMsgAllOfMatchingPredicates_EachAcceptsOne_Passes()
    {
        TestActor.Tell("a");
        TestActor.Tell(1);
        ExpectMsgAllOfMatchingPredicates(PredicateInfo.Create<int>(i => i == 1), PredicateInfo.Create<string>(s => s == "a"));
        TestActor.Tell("a");
        Assert.ThrowsAny<XunitException>(() => ExpectMsgAllOfMatchingPredicates(PredicateInfo.Create<int>(i => i == 1)));
    }

    [Fact(Timeout = 30000)]
    public async Task ExpectMsgAsync_Family_MatchesTheSynchronousOne()
    {
        TestActor.Tell("a");
        Assert.Equal("a", await ExpectMsgAsync<string>());
        TestActor.Tell("a");
        await ExpectMsgAsync("a");
        TestActor.Tell("a");
        await ExpectMsgAsync<string>(m => m == "a");
        TestActor.Tell("a");
        await ExpectMsgFromAsync(TestActor, "a");
        TestActor.Tell("a");
        Assert.Equal("a", await ExpectMsgAnyOfAsync(["a", "b"]));
        TestActor.Tell("b");
        TestActor.Tell("a");
        var all = new List<string>();
        await foreach (var message in ExpectMsgAllOfAsync(["a", "b"]))
        {
            all.Add(message);
        }

        Assert.Equal(["b", "a"], all);
        await Assert.ThrowsAnyAsync<XunitException>(async () => await ExpectMsgAsync<string>(Short));
    }

    [Fact(Timeout = 30000)]
    public async Task ExpectMsgAsync_Cancelled_ThrowsCancellation()
    {
        using var cts = new CancellationTokenSource();
        var pending = ExpectMsgAsync<string>(TimeSpan.FromSeconds(20), cancellationToken: cts.Token).AsTask();
        await cts.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
    }

    [Fact(Timeout = 30000)]
    public async Task ExpectMsg_CancelledWhileItHoldsTheThread_ThrowsCancellation()
    {
        using var cts = new CancellationTokenSource();
        var waiting = Task.Factory.StartNew(
            () => ExpectMsg<string>(TimeSpan.FromSeconds(20), cancellationToken: cts.Token),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        await cts.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public void ExpectNoMsg_MessageWaits_Fails()
    {
        ExpectNoMsg(Short);
        TestActor.Tell("x");
        var failure = Assert.ThrowsAny<XunitException>(() => ExpectNoMsg(TimeSpan.FromSeconds(3)));
        Assert.Contains("{x}", failure.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30000)]
    public async Task ExpectNoMsgAsync_MessageWaits_Fails()
    {
        await ExpectNoMsgAsync(30);
        TestActor.Tell("x");
        await Assert.ThrowsAnyAsync<XunitException>(async () => await ExpectNoMsgAsync(TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public void ExpectTerminated_WatchedActorStops_ReturnsTheMessage()
    {
        var actor = ActorOf(TestActors.BlackHoleActor.Props);
        Watch(actor);
        Sys.Stop(actor);
        Assert.Equal(actor, ExpectTerminated(actor).ActorRef);
    }

    [Fact]
    public void ExpectTerminated_AnotherStops_Fails()
    {
        var actor = ActorOf(TestActors.BlackHoleActor.Props);
        Watch(actor);
        Sys.Stop(actor);
        Assert.ThrowsAny<XunitException>(() => ExpectTerminated(TestActor));
    }

    private sealed record Point(int X, int Y);
}
