namespace Supervision.Kernel.Benchmarks;

/// <summary>Loops that ask one actor and await the answer before the next.</summary>
internal sealed class Asking : Scenario
{
    private const int Loops = 8;

    public override string Name => "ask";

    public override async Task<Outcome> RunAsync(ActorSystem system, double scale)
    {
        var each = (int)(2_000_000 * scale / Loops);
        var echo = system.ActorOf(Props.Create(() => new Echo()));
        await Task.WhenAll(Enumerable.Range(0, Loops).Select(_ => Task.Run(async () =>
        {
            var message = new object();
            for (var i = 0; i < each; i++)
                await echo.Ask<object>(message, TimeSpan.FromSeconds(30));
        })));
        return new((long)each * Loops);
    }

    private sealed class Echo : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(message, Self);
    }
}
