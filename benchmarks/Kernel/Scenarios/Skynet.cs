namespace Supervision.Kernel.Benchmarks;

/// <summary>A tree of ten children each down to a million leaves, which send their numbers up to be added; seconds for all of it.</summary>
internal sealed class Skynet : Scenario
{
    public override string Name => "skynet-1M";

    public override string Unit => "s";

    public override bool LessIsBetter => true;

    public override double WarmUp => 0.1;

    public override double Figure(long operations, TimeSpan elapsed) => elapsed.TotalSeconds;

    public override async Task<Outcome> RunAsync(ActorSystem system, double scale)
    {
        var leaves = 1L;
        while (leaves * 10 <= 1_000_000 * scale)
            leaves *= 10;
        var sum = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        system.ActorOf(Props.Create(() => new Root(leaves, sum)));
        var expected = leaves * (leaves - 1) / 2;
        if (await sum.Task != expected)
            throw new InvalidOperationException("skynet counted wrongly");
        return new(leaves);
    }

    private sealed class Root : UntypedActor
    {
        private readonly TaskCompletionSource<long> _sum;

        public Root(long leaves, TaskCompletionSource<long> sum)
        {
            _sum = sum;
            Context.ActorOf(Props.Create(() => new Node(0, leaves)));
        }

        protected override void OnReceive(object message) => _sum.SetResult((long)message);
    }

    private sealed class Node : UntypedActor
    {
        private long _sum;
        private int _left = 10;

        public Node(long number, long leaves)
        {
            if (leaves == 1)
            {
                Context.Parent.Tell(number, Self);
                Context.Stop(Self);
                return;
            }

            var part = leaves / 10;
            for (var i = 0; i < 10; i++)
            {
                var first = number + i * part;
                Context.ActorOf(Props.Create(() => new Node(first, part)));
            }
        }

        protected override void OnReceive(object message)
        {
            _sum += (long)message;
            if (--_left > 0)
                return;
            Context.Parent.Tell(_sum, Self);
            Context.Stop(Self);
        }
    }
}
