using System.Collections.Concurrent;
using Supervision.Actors.Groups;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Tests.Groups;

/// <summary>
/// The contract over actors of this process, on the kernel's strategies. An actor's failure is an exception and its normal end a stop,
/// after which nobody starts it again: there is no permanent one that ends normally, and none that is killed otherwise than it fails.
/// </summary>
public sealed class ActorSupervisionTests : SupervisionContract
{
    private static readonly string[] _names = ["a", "b", "c"];

    protected override bool Has(RestartType type, ChildEnd end) => end != ChildEnd.Normal || type != RestartType.Permanent;

    protected override async Task<ISupervised> StartAsync(GroupStrategy strategy, RestartType type)
    {
        var started = new ConcurrentQueue<string>();
        var system = ActorSystem.Create("contract", ConfigurationFactory.ParseString("akka.loglevel = OFF\nakka.stdout-loglevel = OFF"));
        var top = system.ActorOf(Props.Create(() => new Top(strategy, type, started)), "top");
        await top.Ask<string>("up?", TimeSpan.FromSeconds(20));
        return new Running(system, top, started);
    }

    private sealed class Running(ActorSystem system, IActorRef top, ConcurrentQueue<string> started) : ISupervised
    {
        public async Task<IEnumerable<char>> EndAsync(string child, ChildEnd end, int expected)
        {
            started.Clear();
            var watched = await top.Ask<IActorRef>(child, TimeSpan.FromSeconds(20));
            watched.Tell(end);
            if (expected == 0)
            {
                await top.Ask<string>("ended?", TimeSpan.FromSeconds(20));
            }

            var deadline = System.Diagnostics.Stopwatch.StartNew();
            while (started.Count < expected)
            {
                Assert.True(deadline.Elapsed < TimeSpan.FromSeconds(20), $"only {string.Join(' ', started)} started again");
                await Task.Yield();
            }

            // Whoever is to be restarted answers from its new incarnation only.
            await top.Ask<string>("up?", TimeSpan.FromSeconds(20));
            return started.Select(name => name[0]);
        }

        public async Task AliveAsync(string expected) =>
            Assert.Equal(expected, string.Concat((await top.Ask<string[]>("alive?", TimeSpan.FromSeconds(20))).Order()));

        public async ValueTask DisposeAsync() => await system.Terminate();
    }

    private sealed class Top : ReceiveActor
    {
        private readonly GroupStrategy _strategy;
        private readonly RestartType _type;
        private IActorRef? _asker;
        private bool _ended;

        public Top(GroupStrategy strategy, RestartType type, ConcurrentQueue<string> started)
        {
            (_strategy, _type) = (strategy, type);
            foreach (var name in _names)
            {
                Context.Watch(Context.ActorOf(Props.Create(() => new Child(started)), name));
            }

            Receive<Terminated>(_ =>
            {
                _ended = true;
                _asker?.Tell("ended");
            });
            Receive<string>(OnAsk);
        }

        protected override SupervisorStrategy SupervisorStrategy() => _strategy switch
        {
            // A temporary child takes nobody with it, so its end is its own affair under every strategy.
            _ when _type == RestartType.Temporary => new OneForOneStrategy(_ => Directive.Stop),
            GroupStrategy.OneForOne => new OneForOneStrategy(_ => Directive.Restart),
            GroupStrategy.RestForOne => new RestForOneStrategy(_names, _ => Directive.Restart),
            _ => new AllForOneStrategy(_ => Directive.Restart),
        };

        private void OnAsk(string question)
        {
            switch (question)
            {
                case "up?":
                    var all = Task.WhenAll(Context.GetChildren().Select(child => child.Ask<string>("ping", TimeSpan.FromSeconds(10))));
                    var asker = Sender;
                    all.ContinueWith(_ => asker.Tell("up"), TaskScheduler.Default);
                    break;
                case "ended?" when _ended:
                    Sender.Tell("ended");
                    break;
                case "ended?":
                    _asker = Sender;
                    break;
                case "alive?":
                    Sender.Tell(Context.GetChildren().Select(child => child.Path.Name).ToArray());
                    break;
                default:
                    Sender.Tell(Context.Child(question));
                    break;
            }
        }
    }

    private sealed class Child : ReceiveActor
    {
        public Child(ConcurrentQueue<string> started)
        {
            started.Enqueue(Self.Path.Name);
            Receive<string>(_ => Sender.Tell("pong"));
            Receive<ChildEnd>(end =>
            {
                if (end == ChildEnd.Normal)
                {
                    Context.Stop(Self);
                    return;
                }

                throw new InvalidOperationException("as told");
            });
        }
    }
}
