namespace Supervision.Stress;

/// <summary>Systems that end while actors are still being made, by threads and by other actors.</summary>
internal sealed class SystemRound : Round
{
    public override long Run()
    {
        var dice = new Dice(RoundSeed);
        for (var cycle = 0; cycle < 10; cycle++)
        {
            var world = NewWorld(ref dice);
            var top = dice.OneIn(2) ? world.Spawn(world.System, ref dice, 0) : null;
            var ready = new CountdownEvent(Threads);
            var threads = StartThreads(Threads, i =>
            {
                var own = new Dice(RoundSeed + (ulong)(cycle * 1000) + (ulong)i);
                ready.Signal();
                for (var n = own.Next(30); n > 0; n--)
                {
                    var made = world.Spawn(world.System, ref own, 3);
                    made?.LaneFrom("thread " + i).Tell(Job.Spawn, own.Next(int.MaxValue), null);
                    top?.LaneFrom("thread " + i).Tell(Job.Spawn, own.Next(int.MaxValue), null);
                }
            });
            ready.Wait();
            Thread.SpinWait(dice.Next(30_000));
            world.System.Terminate();
            foreach (var thread in threads)
                thread.Join();
            world.End();
        }

        return 0;
    }
}
