using System.Runtime.CompilerServices;
using Supervision.Stress;

if (!Options.TryParse(args, out var options, out var problem))
{
    Console.Error.WriteLine(problem);
    Console.Error.WriteLine(Options.Usage);
    return 2;
}

// Handlers that block take threads of the pool; that it hands out new ones slowly is not what is tested.
ThreadPool.GetMinThreads(out var workers, out var ports);
ThreadPool.SetMinThreads(Math.Max(workers, 8), ports);
Console.WriteLine($"seed {options.Seed}, {options.Threads} threads, {options.Seconds} s");

const int RoundsBetweenChecks = 10;
var start = TimeProvider.System.GetTimestamp();
var leaks = new Leaks();
List<WeakReference> remembered = [];
var rounds = 0;
long messages = 0;
var kind = "";
try
{
    do
    {
        kind = options.Only[rounds % options.Only.Count];
        messages += RunRound();
        if (++rounds % RoundsBetweenChecks == 0)
        {
            leaks.CheckGone(remembered);
            leaks.CheckHeap();
        }
    }
    while (TimeProvider.System.GetElapsedTime(start).TotalSeconds < options.Seconds);
    leaks.CheckGone(remembered);
}
catch (ViolatedException violated)
{
    Console.WriteLine($"violated: {Violations.First ?? violated.Message}");
    Console.WriteLine($"in round {rounds} ({kind}); seed {options.Seed}, {options.Threads} threads");
    return 1;
}

Console.WriteLine($"ok: {rounds} rounds, {messages} messages, seed {options.Seed}");
return 0;

[MethodImpl(MethodImplOptions.NoInlining)]
long RunRound() => Round.Make(kind, rounds, options.Seed, options.Threads, remembered).Run();
