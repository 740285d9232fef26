using System.Text.RegularExpressions;
using Supervision.Actor;
using Supervision.Event;
using Supervision.TestKit.TestActors;
using Xunit.Sdk;

namespace Supervision.TestKit.Tests;

public partial class EventFilterTests : Xunit2.TestKit
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    public EventFilterTests()
        : base("akka { loglevel = DEBUG, actor.debug.unhandled = on }")
    {
    }

    [Fact]
    public void ExpectOne_EachLevel_MatchesItsOwn()
    {
        EventFilter.Debug("d").ExpectOne(() => Log.Debug("d"));
        EventFilter.Info("i").ExpectOne(() => Log.Info("i"));
        EventFilter.Warning("w").ExpectOne(() => Log.Warning("w"));
        EventFilter.Error("e").ExpectOne(() => Log.Error("e"));
        EventFilter.ForLogLevel(LogLevel.WarningLevel, "x").ExpectOne(() => Log.Warning("x"));
    }

    [Fact]
    public void ExpectOne_OtherLevel_Fails()
    {
        var failure = Assert.ThrowsAny<XunitException>(() => EventFilter.Warning("x").ExpectOne(Short, () => Log.Info("x")));
        Assert.Contains("received 0 of 1", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Warning when message == \"x\"", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ExpectOne_Text_MatchesWholeStartPartAndPattern()
    {
        EventFilter.Info(start: "be").ExpectOne(() => Log.Info("beginning"));
        EventFilter.Info(contains: "gin").ExpectOne(() => Log.Info("beginning"));
        EventFilter.Info(Pattern()).ExpectOne(() => Log.Info("number 42"));
        Assert.ThrowsAny<XunitException>(() => EventFilter.Info(Pattern()).ExpectOne(Short, () => Log.Info("no number")));
    }

    [Fact]
    public void ExpectOne_Exception_MatchesTypeAndText()
    {
        EventFilter.Exception<InvalidOperationException>("bad").ExpectOne(() => Log.Error(new InvalidOperationException("bad"), "told"));
        EventFilter.Exception<InvalidOperationException>("told").ExpectOne(() => Log.Error(new InvalidOperationException("bad"), "told"));
        EventFilter.Exception<SystemException>(contains: "a").ExpectOne(() => Log.Error(new InvalidOperationException("bad"), "told"));
        EventFilter.Exception(typeof(ArgumentException), checkInnerExceptions: true)
            .ExpectOne(() => Log.Error(new InvalidOperationException("outer", new ArgumentException("inner")), "told"));
        Assert.ThrowsAny<XunitException>(
            () => EventFilter.Exception<ArgumentException>().ExpectOne(Short, () => Log.Error(new InvalidOperationException("bad"), "told")));
    }

    [Fact]
    public void ExpectOne_ActorFails_MatchesItsException()
    {
        var actor = ActorOf(Props.Create(() => new Failing()), "failing");
        EventFilter.Exception<InvalidOperationException>("as told", source: "/user/failing").ExpectOne(() => actor.Tell("x"));
    }

    [Fact]
    public void Expect_Count_MustBeExact()
    {
        EventFilter.Info("x").Expect(2, () =>
        {
            Log.Info("x");
            Log.Info("x");
        });
        var failure = Assert.ThrowsAny<XunitException>(() => EventFilter.Info("x").Expect(1, () =>
        {
            Log.Info("x");
            Log.Info("x");
            Log.Info("end");
            AwaitListener();
        }));
        Assert.Contains("1 message too many", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Expect_None_FailsWhenOneComes()
    {
        EventFilter.Info("x").Expect(0, Short, () => Log.Info("y"));
        Assert.ThrowsAny<XunitException>(() => EventFilter.Info("x").Expect(0, TimeSpan.FromSeconds(3), () => Log.Info("x")));
    }

    [Fact]
    public void Expect_Function_GivesItsResult()
    {
        Assert.Equal(5, EventFilter.Info("x").ExpectOne(() =>
        {
            Log.Info("x");
            return 5;
        }));
    }

    [Fact(Timeout = 30000)]
    public async Task ExpectAsync_Block_BehavesLikeTheSynchronousOne()
    {
        await EventFilter.Info("x").ExpectOneAsync(async () =>
        {
            await Task.Yield();
            Log.Info("x");
        });
        await EventFilter.Info("x").ExpectAsync(0, () => Task.CompletedTask, Short);
        await Assert.ThrowsAnyAsync<XunitException>(() => EventFilter.Info("x").ExpectOneAsync(Short, () => Task.CompletedTask));
    }

    [Fact]
    public void Custom_Predicate_Decides()
    {
        EventFilter.Custom(e => e is Info && e.Message.ToString() == "x").ExpectOne(() => Log.Info("x"));
        EventFilter.Custom<Warning>(w => w.LogSource is not null).ExpectOne(() => Log.Warning("x"));
    }

    [Fact]
    public void And_SeveralFilters_CountTogether()
    {
        EventFilter.Info("a").And.Warning("b").Expect(2, () =>
        {
            Log.Info("a");
            Log.Warning("b");
        });
    }

    [Fact]
    public void Mute_UntilUnmuted_OuterFilterStillCounts()
    {
        EventFilter.Info("x").Expect(2, () =>
        {
            using (EventFilter.Info("x").Mute())
            {
                Log.Info("x");
            }

            EventFilter.Info("x").Mute(() => Log.Info("x"));
        });
    }

    [Fact]
    public void DeadLetter_TypeAndRecipient_AreMatched()
    {
        var actor = Watch(ActorOf(BlackHoleActor.Props, "gone"));
        Sys.Stop(actor);
        ExpectTerminated(actor);
        EventFilter.DeadLetter().ExpectOne(() => actor.Tell("x"));
        EventFilter.DeadLetter<string>().ExpectOne(() => actor.Tell("x"));
        EventFilter.DeadLetter<string>("/user/gone").ExpectOne(() => actor.Tell("x"));
        EventFilter.DeadLetter(typeof(int)).Expect(0, Short, () => actor.Tell("x"));
    }

    [Fact]
    public void Info_UnhandledMessage_IsSeen()
    {
        var actor = ActorOf<UnhandledMessageActor>();
        EventFilter.Info(contains: "handled").ExpectOne(() => actor.Tell("x"));
    }

    [Fact]
    public void CreateEventFilter_OtherSystem_SeesItsEvents()
    {
        var other = new Xunit2.TestKit("akka.loglevel = DEBUG");
        try
        {
            CreateEventFilter(other.Sys).Info("x").ExpectOne(() => other.Log.Info("x"));
        }
        finally
        {
            other.Shutdown();
        }
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Pattern();

    // The listener has seen everything that was logged before.
    private void AwaitListener() => EventFilter.Info("mark").ExpectOne(() => Log.Info("mark"));

    private sealed class Failing : ReceiveActor
    {
        public Failing() => ReceiveAny(_ => throw new InvalidOperationException("as told"));
    }
}
