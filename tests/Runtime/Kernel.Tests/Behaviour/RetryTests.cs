using Supervision.Actor;

namespace Supervision.Tests.Behaviour;

public class RetryTests : KernelTest
{
    private static readonly Func<Exception, Directive> Restart = _ => Directive.Restart;

    public RetryTests() => EventFilter.Exception<InvalidOperationException>().Mute();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    public void MaxRetries_WithoutWindow_SoManyRestartsThenStop(int maxRetries, int expectedRestarts)
    {
        var (child, restarts) = Failing(new OneForOneStrategy(maxRetries, Timeout.InfiniteTimeSpan, Restart));
        for (var i = 0; i <= maxRetries; i++)
        {
            child.Tell(new InvalidOperationException());
        }

        ExpectTerminated(child);
        Assert.Equal(expectedRestarts, restarts());
    }

    [Fact]
    public void MaxRetries_Unlimited_NeverStops()
    {
        var (child, restarts) = Failing(new OneForOneStrategy(-1, Timeout.InfiniteTimeSpan, Restart));
        for (var i = 0; i < 50; i++)
        {
            child.Tell(new InvalidOperationException());
        }

        Assert.Equal(0, CountOf(child));
        Assert.Equal(50, restarts());
    }

    [Fact]
    public void MaxRetries_InsideTheWindow_Stops()
    {
        var (child, restarts) = Failing(new OneForOneStrategy(2, TimeSpan.FromMinutes(10), Restart));
        for (var i = 0; i < 3; i++)
        {
            child.Tell(new InvalidOperationException());
        }

        ExpectTerminated(child);
        Assert.Equal(2, restarts());
    }

    [Fact]
    public void MaxRetries_WindowIsOver_CountsAnew()
    {
        var window = TimeSpan.FromMilliseconds(40);
        var (child, restarts) = Failing(new OneForOneStrategy(1, window, Restart));
        for (var round = 1; round <= 3; round++)
        {
            child.Tell(new InvalidOperationException());
            Assert.Equal(0, CountOf(child));
            Assert.Equal(round, restarts());

            // Waiting longer than the window only ever makes the restart more surely allowed.
            ExpectNoMsg(window * 2);
        }
    }

    [Fact]
    public void AllForOne_Budget_IsSharedByAllChildren()
    {
        var supervisor = Supervisor(new AllForOneStrategy(1, Timeout.InfiniteTimeSpan, Restart));
        var a = Watch(Child(supervisor, Counter.Props));
        var b = Watch(Child(supervisor, Counter.Props));
        a.Tell(new InvalidOperationException());
        Assert.Equal(0, CountOf(a));
        b.Tell(new InvalidOperationException());
        var stopped = ReceiveN(2).Cast<Terminated>().Select(t => t.ActorRef).ToHashSet();
        Assert.Equal(new HashSet<IActorRef> { a, b }, stopped);
    }

    private (IActorRef Child, Func<int> Restarts) Failing(SupervisorStrategy strategy)
    {
        var instances = 0;
        var child = Child(Supervisor(strategy), Props.Create(() => new Counting(() => Interlocked.Increment(ref instances))));
        Watch(child);
        return (child, () => Volatile.Read(ref instances) - 1);
    }

    private sealed class Counting : ReceiveActor
    {
        public Counting(Func<int> onInstance)
        {
            onInstance();
            Receive<string>(_ => Sender.Tell(0));
            Receive<Exception>(cause => throw cause);
        }
    }
}
