namespace Supervision.Stress;

/// <summary>Trees of actors that do everything at once, told by foreign threads; ended in peace or in the middle of it.</summary>
internal sealed class TreeRound : Round
{
    // Twice as many as the jobs are worth; what is named more often happens more often.
    private static readonly Job[] Jobs =
    [
        Job.Count, Job.Count, Job.Count, Job.Count, Job.Count, Job.Count, Job.Count, Job.Count, Job.Answer, Job.Fail, Job.Fail,
        Job.Spawn, Job.Spawn, Job.StopChild, Job.Watch, Job.Watch, Job.WatchWith, Job.Unwatch, Job.Forward, Job.Forward, Job.Ask,
        Job.Await, Job.Await, Job.Stash, Job.Stash, Job.Become, Job.Timer, Job.Timer, Job.Timeout,
    ];

    public override long Run()
    {
        var dice = new Dice(RoundSeed);
        var world = NewWorld(ref dice);
        for (var i = 2 + dice.Next(6); i > 0; i--)
            world.Spawn(world.System, ref dice, 0);
        var each = 500 + dice.Next(4000);
        var violent = dice.OneIn(3);
        var threads = StartThreads(Threads, thread => Tell(world, thread, each));
        if (violent)
        {
            // Any moment will do: what is checked holds whenever the end comes.
            Thread.Sleep(dice.Next(200));
            world.End();
        }

        foreach (var thread in threads)
            thread.Join();
        if (!violent)
        {
            world.Calm = true;
            world.Settle("after the load");
            world.CheckAlive();
            world.End();
        }

        World.ThrowIfViolated();
        return world.All.SelectMany(record => record.Lanes).Sum(lane => lane.Sent);
    }

    private void Tell(World world, int thread, int count)
    {
        var dice = new Dice(RoundSeed + (ulong)thread + 1);
        var lanes = new Dictionary<Record, Lane>();
        for (var i = 0; i < count && Violations.First is null; i++)
        {
            var target = world.Any(ref dice);
            if (dice.OneIn(400))
            {
                Harm(world, target, ref dice);
                continue;
            }

            if (!lanes.TryGetValue(target, out var lane))
                lanes.Add(target, lane = target.LaneFrom($"thread {thread}"));
            var job = dice.OneIn(150) ? Job.Stop : dice.OneIn(150) ? Job.Flood : Jobs[dice.Next(Jobs.Length)];
            for (var run = dice.OneIn(20) ? dice.Next(200) : 0; run > 0; run--)
                lane.Tell(Job.Count, 0, null);
            lane.Tell(job, dice.Next(int.MaxValue), null);
            if (dice.OneIn(30))
                Thread.Sleep(dice.Next(2));
        }
    }

    private static void Harm(World world, Record target, ref Dice dice)
    {
        switch (dice.Next(4))
        {
            case 0:
                target.Ref!.Tell(Kill.Instance);
                break;
            case 1:
                target.Ref!.Tell(PoisonPill.Instance);
                break;
            case 2:
                world.System.Stop(target.Ref!);
                break;
            default:
                world.Spawn(world.System, ref dice, 0);
                break;
        }
    }
}
