namespace Supervision.Stress;

/// <summary>One round: a system, what happens in it, and its end.</summary>
internal abstract class Round
{
    public static readonly IReadOnlyList<string> Kinds = ["tree", "burst", "block", "system"];

    /// <summary>Numbers the rounds and seeds their choices.</summary>
    public required int Number { get; init; }

    public required int Seed { get; init; }

    /// <summary>How many foreign threads tell.</summary>
    public required int Threads { get; init; }

    /// <summary>Gets weak references to what must be gone after the round.</summary>
    public required List<WeakReference> Remembered { get; init; }

    protected ulong RoundSeed => ((ulong)(uint)Seed << 32) | (uint)Number;

    public static Round Make(string kind, int number, int seed, int threads, List<WeakReference> remembered) => kind switch
    {
        "tree" => new TreeRound { Number = number, Seed = seed, Threads = threads, Remembered = remembered },
        "burst" => new BurstRound { Number = number, Seed = seed, Threads = threads, Remembered = remembered },
        "block" => new BlockingRound { Number = number, Seed = seed, Threads = threads, Remembered = remembered },
        _ => new SystemRound { Number = number, Seed = seed, Threads = threads, Remembered = remembered },
    };

    /// <summary>Runs the round; gives the number of messages that were told.</summary>
    /// <exception cref="ViolatedException">An invariant does not hold.</exception>
    public abstract long Run();

    protected World NewWorld(ref Dice dice) => new($"round-{Number}", dice.Next(3) switch { 0 => 1, 1 => 30, _ => 1000 }, Remembered);

    /// <summary>Runs code on foreign threads and waits for them.</summary>
    protected void OnThreads(int count, Action<int> code)
    {
        var threads = StartThreads(count, code);
        foreach (var thread in threads)
            thread.Join();
        World.ThrowIfViolated();
    }

    protected static Thread[] StartThreads(int count, Action<int> code)
    {
        var threads = new Thread[count];
        for (var i = 0; i < count; i++)
        {
            var own = i;
            threads[i] = new Thread(() =>
            {
                try
                {
                    code(own);
                }
                catch (Exception e)
                {
                    Violations.Report($"telling failed on a foreign thread: {e}");
                }
            })
            { IsBackground = true, Name = "foreign-" + i };
            threads[i].Start();
        }

        return threads;
    }
}
