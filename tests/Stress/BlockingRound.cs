namespace Supervision.Stress;

/// <summary>Handlers that block until actors that they told have run; those must not wait for the thread that is blocked.</summary>
internal sealed class BlockingRound : Round
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public override long Run()
    {
        var dice = new Dice(RoundSeed);
        var world = NewWorld(ref dice);
        var helpers = Enumerable.Range(0, 3).Select(_ => world.System.ActorOf(Props.Create(() => new Helper()))).ToArray();
        var blockers = Enumerable.Range(0, 1 + dice.Next(4))
            .Select(_ => world.System.ActorOf(Props.Create(() => new Blocker(helpers)))).ToArray();
        var rounds = 5 + dice.Next(20);
        var answers = new Task<int>[blockers.Length];
        for (var i = 0; i < rounds; i++)
        {
            for (var b = 0; b < blockers.Length; b++)
                answers[b] = blockers[b].Ask<int>(dice.Next(int.MaxValue), Patience * 2);
            if (!Task.WhenAll(answers).Wait(Patience * 2) || answers.Any(answer => answer.Result == 0))
                throw new ViolatedException("a handler blocked on an actor that did not run");
        }

        world.End();
        return rounds * blockers.Length;
    }

    private sealed class Blocker(IActorRef[] helpers) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            var dice = new Dice((uint)(int)message);
            using var called = new SemaphoreSlim(0);
            var calls = 1 + dice.Next(3);
            for (var i = 0; i < calls; i++)
                helpers[dice.Next(helpers.Length)].Tell(new Call(called, dice.Next(4)));
            var done = true;
            for (var i = 0; i < calls; i++)
                done &= called.Wait(Patience);
            if (dice.OneIn(3))
                done &= helpers[dice.Next(helpers.Length)].Ask<string>("?", Patience).GetAwaiter().GetResult() == "!";
            Sender.Tell(done ? 1 : 0);
        }
    }

    private sealed class Helper : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is Call { Detours: > 0 } call)
                Self.Forward(call with { Detours = call.Detours - 1 });
            else if (message is Call last)
                last.Called.Release();
            else
                Sender.Tell("!");
        }
    }

    private sealed record Call(SemaphoreSlim Called, int Detours);
}
