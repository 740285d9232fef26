namespace Supervision.Stress;

// Overview
// The mailbox of an actor that is told too much changes from a stack to a queue of segments, and segments are used again. What
// can go wrong is a message that lies in the mailbox while nobody runs the actor. So producers send bursts, and between them the
// actor goes idle at every possible moment: after each burst, after each message, or when the pauses happen to let it.

/// <summary>Bursts at one actor, with pauses.</summary>
internal sealed class BurstRound : Round
{
    public override long Run()
    {
        var dice = new Dice(RoundSeed);
        var world = NewWorld(ref dice);
        var producers = dice.Next(4) switch { 0 => 1, 1 => 4, 2 => 16, _ => Threads };
        var target = world.Spawn(world.System, ref dice, 99)!;
        World.WaitFor(() => target.Life is Life.New or Life.Made ? "the start of the actor" : null, "before a burst");
        var lanes = Enumerable.Range(0, producers).Select(i => target.LaneFrom("producer " + i)).ToArray();
        var failing = dice.OneIn(3);
        for (var burst = 1 + dice.Next(6); burst > 0; burst--)
        {
            var count = (5_000 + dice.Next(60_000)) / producers;
            var pause = dice.Next(5);
            OnThreads(producers, i => Produce(lanes[i], count, pause, failing, new Dice(RoundSeed + ((ulong)burst * 100) + (ulong)i)));
            if (dice.OneIn(2))
                world.Settle("after a burst");
        }

        world.Calm = true;
        world.Settle("after the last burst");

        // One message at a time: each finds the actor just about to sleep.
        OnThreads(Math.Min(producers, 4), i =>
        {
            var spin = new Dice(RoundSeed + (ulong)i);
            for (var n = 0; n < 2000 && Violations.First is null; n++)
            {
                lanes[i].Tell(Job.Count, 0, null);
                if (target.IsRunning && !spin.OneIn(8))
                    AwaitArrival(lanes[i]);
                Thread.SpinWait(spin.Next(50));
            }
        });
        world.CheckAlive();
        world.End();
        return lanes.Sum(lane => lane.Sent);
    }

    private static void Produce(Lane lane, int count, int pause, bool failing, Dice dice)
    {
        for (var i = 0; i < count && Violations.First is null; i++)
        {
            var job = !failing ? Job.Count : dice.Next(3000) switch { 0 => Job.Fail, 1 => Job.Stash, 2 => Job.Await, 3 => Job.Flood, _ => Job.Count };
            lane.Tell(job, dice.Next(int.MaxValue), null);
            switch (pause)
            {
                // A pause is part of the load, so that the actor goes idle in between; nothing is waited for.
                case 1 when dice.OneIn(1000):
                    Thread.Sleep(dice.Next(2));
                    break;
                case 2 when dice.OneIn(100):
                    Thread.SpinWait(dice.Next(2000));
                    break;
                case 3 when dice.OneIn(50):
                    Thread.Yield();
                    break;
                case 4 when dice.OneIn(2000):
                    AwaitArrival(lane);
                    break;
                default:
                    break;
            }
        }
    }

    private static void AwaitArrival(Lane lane)
    {
        var start = TimeProvider.System.GetTimestamp();
        var spin = default(SpinWait);
        while (lane.Received + lane.Dead < lane.Sent && Violations.First is null)
        {
            spin.SpinOnce();
            if (TimeProvider.System.GetElapsedTime(start) > TimeSpan.FromSeconds(60))
                Violations.Report($"a message lies in the mailbox and nobody runs the actor: {lane}");
        }
    }
}
