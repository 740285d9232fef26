namespace Supervision.Kernel.Benchmarks;

/// <summary>Pairs of actors that hand one message back and forth; every hand-over counts.</summary>
internal sealed class PingPong(string name, int pairs) : Scenario
{
    public override string Name => name;

    public override async Task<Outcome> RunAsync(ActorSystem system, double scale)
    {
        var rounds = (int)(8_000_000 * scale / pairs);
        var done = new CountdownEvent(pairs);
        var signal = NewSignal();
        for (var i = 0; i < pairs; i++)
        {
            var pong = system.ActorOf(Props.Create(() => new Pong()));
            var ping = system.ActorOf(Props.Create(() => new Ping(pong, rounds, done, signal)));
            ping.Tell(Ball.Instance);
        }

        await signal.Task;
        return new(2L * rounds * pairs);
    }

    private sealed class Ball
    {
        public static readonly Ball Instance = new();
    }

    private sealed class Ping(IActorRef pong, int rounds, CountdownEvent done, TaskCompletionSource signal) : UntypedActor
    {
        private int _left = rounds;

        protected override void OnReceive(object message)
        {
            if (_left-- > 0)
                pong.Tell(message, Self);
            else if (done.Signal())
                signal.SetResult();
        }
    }

    private sealed class Pong : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(message, Self);
    }
}
