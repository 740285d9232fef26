using Supervision.Actor;
using Supervision.Event;

namespace Supervision.Tests.Behaviour;

public class StressTests : KernelTest
{
    private const int Senders = 8;
    private const int Messages = 5_000;

    [Fact(Timeout = 60000)]
    public async Task Tell_ManyThreadsAndRandomFailures_KeepsOrderPerSenderAndOneThreadAtATime()
    {
        EventFilter.Exception<InvalidOperationException>().Mute();
        var ledger = new Ledger();
        var strategy = new OneForOneStrategy(-1, -1, e => e.Message == "resume" ? Directive.Resume : Directive.Restart, false);
        var actor = Child(Supervisor(strategy), Props.Create(() => new Recorder(ledger)));
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Factory.StartNew(
            () =>
            {
                var random = new Random(sender);
                for (var i = 0; i < Messages; i++)
                {
                    actor.Tell(new Numbered(sender, i, random.Next(200)), ActorRefs.NoSender);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
        actor.Tell("end");
        await ExpectMsgAsync("end", TimeSpan.FromSeconds(30));
        Assert.Equal(0, ledger.Overlaps);
        Assert.Equal(0, ledger.OutOfOrder);
        Assert.Equal(Senders * Messages, ledger.Total);
        Assert.True(ledger.Failures > 0);
    }

    [Fact(Timeout = 60000)]
    public async Task StartAndStop_ManyActors_EachEndIsHeardOnce()
    {
        const int Actors = 2_000;
        var watcher = ActorOf(Props.Create(() => new Registrar(TestActor, Actors)));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < Actors / 4; i++)
            {
                watcher.Tell("one");
            }
        })));
        await ExpectMsgAsync(Actors, TimeSpan.FromSeconds(30));
        await ExpectNoMsgAsync(Quiet);
    }

    [Fact(Timeout = 60000)]
    public async Task StopWhileTelling_MessagesAreProcessedOrDeadButNeverLost()
    {
        var processed = 0;
        var dead = 0;
        var letters = Acting((_, message) =>
        {
            if (((DeadLetter)message).Message is int)
            {
                Interlocked.Increment(ref dead);
            }
        });
        Sys.EventStream.Subscribe(letters, typeof(DeadLetter));
        for (var round = 0; round < 20; round++)
        {
            var actor = Acting((_, _) => Interlocked.Increment(ref processed));
            var telling = Task.Run(() =>
            {
                for (var i = 0; i < 200; i++)
                {
                    actor.Tell(i, ActorRefs.NoSender);
                }
            });
            Sys.Stop(actor);
            await telling;
        }

        await AwaitConditionAsync(
            () => Volatile.Read(ref processed) + Volatile.Read(ref dead) == 20 * 200, TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(20));
    }

    private sealed record Numbered(int Sender, int Number, int Fate);

    private sealed class Ledger
    {
        private readonly int[] _last = [.. Enumerable.Repeat(-1, Senders)];
        private int _inside;

        public int Overlaps { get; private set; }

        public int OutOfOrder { get; private set; }

        public int Total { get; private set; }

        public int Failures { get; private set; }

        // Deliberately not thread safe but for the check itself: the actor is what makes it so.
        public void Record(Numbered message)
        {
            if (Interlocked.Exchange(ref _inside, 1) != 0)
            {
                Overlaps++;
            }

            if (message.Number != _last[message.Sender] + 1)
            {
                OutOfOrder++;
            }

            _last[message.Sender] = message.Number;
            Total++;
            if (message.Fate < 2)
            {
                Failures++;
            }

            if (Interlocked.Exchange(ref _inside, 0) != 1)
            {
                Overlaps++;
            }
        }
    }

    private sealed class Recorder : ReceiveActor
    {
        public Recorder(Ledger ledger)
        {
            ReceiveAsync<Numbered>(message => message.Fate > 190, async message =>
            {
                await Task.Yield();
                ledger.Record(message);
            });
            Receive<Numbered>(message =>
            {
                ledger.Record(message);
                if (message.Fate < 2)
                {
                    throw new InvalidOperationException(message.Fate == 0 ? "resume" : "restart");
                }
            });
            Receive<string>(message => Sender.Tell(message));
        }
    }

    private sealed class Registrar : ReceiveActor
    {
        public Registrar(IActorRef listener, int expected)
        {
            var ended = new HashSet<IActorRef>();
            Receive<string>(_ => Context.Watch(Context.ActorOf(Props.Create(() => new StopsItself()))));
            Receive<Terminated>(terminated =>
            {
                Assert.True(ended.Add(terminated.ActorRef));
                if (ended.Count == expected)
                {
                    listener.Tell(expected);
                }
            });
        }
    }

    private sealed class StopsItself : ReceiveActor
    {
        protected override void PreStart() => Context.Stop(Self);
    }
}
