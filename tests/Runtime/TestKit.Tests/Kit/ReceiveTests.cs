using System.Collections;
using Supervision.Actor;
using Xunit.Sdk;

namespace Supervision.TestKit.Tests;

public class ReceiveTests : Xunit2.TestKit
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(30);

    [Fact]
    public void ReceiveOne_NothingComes_ReturnsNull()
    {
        Assert.Null(ReceiveOne(Short));
        Assert.Null(ReceiveOne(TimeSpan.Zero));
        Assert.False(HasMessages);
    }

    [Fact(Timeout = 30000)]
    public async Task ReceiveOne_InfiniteTime_WaitsForTheMessage()
    {
        var pending = ReceiveOneAsync(Timeout.InfiniteTimeSpan).AsTask();
        Assert.False(pending.IsCompleted);
        TestActor.Tell("x");
        Assert.Equal("x", await pending);
        TestActor.Tell("y");
        Assert.Equal("y", ReceiveOne(Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public void PeekOne_Message_StaysInTheQueue()
    {
        TestActor.Tell("x");
        Assert.Equal("x", PeekOne());
        Assert.True(HasMessages);
        Assert.Equal("x", ReceiveOne());
        Assert.Null(PeekOne(Short));
    }

    [Fact(Timeout = 30000)]
    public async Task TryReceiveOneAsync_Message_HasItsSender()
    {
        var probe = CreateTestProbe();
        TestActor.Tell("x", probe.Ref);
        var (peeked, _) = await TryPeekOneAsync(null, default);
        Assert.True(peeked);
        var (success, envelope) = await TryReceiveOneAsync(null);
        Assert.True(success);
        Assert.Equal(probe.Ref, envelope.Sender);
        var (again, none) = await TryReceiveOneAsync(Short);
        Assert.False(again);
        Assert.Same(NullMessageEnvelope.Instance, none);
    }

    [Fact]
    public void ReceiveN_TooFew_FailsWithTheNumbers()
    {
        TestActor.Tell(1);
        TestActor.Tell(2);
        Assert.Equal([1, 2], ReceiveN(2).Cast<int>());
        TestActor.Tell(3);
        var failure = Assert.ThrowsAny<XunitException>(() => ReceiveN(2, Short));
        Assert.Contains("expecting 2 messages; received 1", failure.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30000)]
    public async Task ReceiveNAsync_Messages_ComeInOrder()
    {
        for (var i = 0; i < 5; i++)
        {
            TestActor.Tell(i);
        }

        var received = new List<object>();
        await foreach (var message in ReceiveNAsync(5, TimeSpan.FromSeconds(3)))
        {
            received.Add(message);
        }

        Assert.Equal([0, 1, 2, 3, 4], received.Cast<int>());
    }

    [Fact]
    public void ReceiveWhile_FilterGivesNull_LeavesThatMessageInTheQueue()
    {
        TestActor.Tell("a1");
        TestActor.Tell("a2");
        TestActor.Tell("b");
        var received = ReceiveWhile<string>(TimeSpan.FromSeconds(3), m => m is string s && s[0] == 'a' ? s : null);
        Assert.Equal(["a1", "a2"], received);
        ExpectMsg("b");
    }

    [Fact]
    public void ReceiveWhile_Filter_SeesTheSenderOfItsMessage()
    {
        var other = CreateTestProbe();
        TestActor.Tell("a", other.Ref);
        TestActor.Tell("b", TestActor);
        Assert.Equal([other.Ref, TestActor], ReceiveWhile<IActorRef>(TimeSpan.FromSeconds(3), _ => LastSender, 2));
    }

    [Fact]
    public void ReceiveWhile_Idle_EndsTheCollection()
    {
        TestActor.Tell("a");
        Assert.Equal(["a"], ReceiveWhile<string>(TimeSpan.FromSeconds(20), Short, m => (string)m));
    }

    [Fact]
    public void ReceiveWhile_Predicate_DropsOtherTypesUnlessTold()
    {
        TestActor.Tell(1);
        TestActor.Tell("other");
        TestActor.Tell(2);
        TestActor.Tell(9);
        Assert.Equal([1, 2], ReceiveWhile<int>(i => i < 5));
        ExpectMsg(9);
        TestActor.Tell(1);
        TestActor.Tell("other");
        Assert.Equal([1], ReceiveWhile<int>(i => i < 5, shouldIgnoreOtherMessageTypes: false));
        ExpectMsg("other");
    }

    [Fact(Timeout = 30000)]
    public async Task ReceiveWhileAsync_Limit_TakesNoMore()
    {
        for (var i = 0; i < 5; i++)
        {
            TestActor.Tell(i);
        }

        var received = new List<int>();
        await foreach (var i in ReceiveWhileAsync<int>(_ => true, msgs: 3))
        {
            received.Add(i);
        }

        Assert.Equal([0, 1, 2], received);
        ExpectMsg(3);
    }

    [Fact]
    public void FishForMessage_Others_AreTakenAndListed()
    {
        TestActor.Tell("a");
        TestActor.Tell(1);
        TestActor.Tell("b");
        var others = new ArrayList();
        Assert.Equal("b", FishForMessage<string>(s => s == "b", others));
        Assert.Equal(new object[] { "a", 1 }, others.Cast<object>());
    }

    [Fact]
    public void FishForMessage_NoneInTime_FailsWithTheHint()
    {
        TestActor.Tell("a");
        var failure = Assert.ThrowsAny<XunitException>(() => FishForMessage(m => m is int, TimeSpan.FromMilliseconds(50), "a number"));
        Assert.Contains("a number", failure.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30000)]
    public async Task FishForMessageAsync_Message_IsFound()
    {
        TestActor.Tell("a");
        TestActor.Tell("b");
        Assert.Equal("b", await FishForMessageAsync<string>(s => s == "b"));
    }

    [Fact(Timeout = 30000)]
    public async Task FishUntilMessageAsync_MessageOfTheType_Fails()
    {
        TestActor.Tell("a");
        await FishUntilMessageAsync<int>(Short);
        TestActor.Tell(1);
        await Assert.ThrowsAnyAsync<XunitException>(() => FishUntilMessageAsync<int>(TimeSpan.FromSeconds(3)));
    }

    [Fact(Timeout = 30000)]
    public async Task WaitForRadioSilenceAsync_Messages_ReturnsThemWhenQuiet()
    {
        TestActor.Tell(1);
        TestActor.Tell(2);
        var messages = await WaitForRadioSilenceAsync(Short);
        Assert.Equal(2, messages.Count);
        TestActor.Tell(1);
        TestActor.Tell(2);
        await Assert.ThrowsAnyAsync<XunitException>(() => WaitForRadioSilenceAsync(TimeSpan.FromSeconds(3), 1));
    }

    [Fact]
    public void IgnoreMessages_Matching_AreNotQueued()
    {
        IgnoreMessages<int>(i => i < 5);
        TestActor.Tell(1);
        TestActor.Tell(7);
        ExpectMsg(7);
        IgnoreNoMessages();
        TestActor.Tell(1);
        ExpectMsg(1);
        IgnoreMessages<string>();
        TestActor.Tell("x");
        TestActor.Tell(2);
        ExpectMsg(2);
    }
}
