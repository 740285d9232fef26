using System.Globalization;
using Supervision.ProcessBenchmarks;

// Overview
// Every peer runs the same programs: a shell that reports its pid through a FIFO and becomes `sleep`. What is timed ends with that report,
// so it contains the start of a shell (about a millisecond) for everybody. Peers run in turns, the median of the runs counts.

const string Usage = """
    usage: process-bench SUPERVISION... [--runs N] [--only PEER[,PEER...]] [--what all|cold] [--programs N] [--most N]
      SUPERVISION  the published executable to measure (./publish.sh makes it), or several of them
      --runs       runs of each, at least 3 (default 3)
      --only       supervision, supervisord, runit, s6, tini; all that are installed by default
      --what       cold: only the start with one program, and the memory after it (default all)
      --programs   how many programs "many" are (default 500)
      --most       how many programs supervision alone is measured with as well (default 2000; 0 for not at all)
    """;
var runs = 3;
var many = 500;
var most = 2000;
var cold = false;
string[]? only = null;
var files = args.TakeWhile(arg => !arg.StartsWith("--", StringComparison.Ordinal)).ToList();
for (var i = files.Count; i < args.Length; i += 2)
{
    var value = i + 1 < args.Length ? args[i + 1] : "";
    var isNumber = int.TryParse(value, CultureInfo.InvariantCulture, out var number);
    switch (args[i])
    {
        case "--runs" when isNumber && number >= 3: runs = number; break;
        case "--programs" when isNumber && number >= 1: many = number; break;
        case "--most" when isNumber && number >= 0: most = number; break;
        case "--only" when value.Length > 0: only = value.Split(','); break;
        case "--what" when value is "all" or "cold": cold = value == "cold"; break;
        default: return Refuse($"cannot use {args[i]} {value}");
    }
}

if (files.Count == 0 || !files.TrueForAll(File.Exists))
    return Refuse("the executable to measure is missing");
var peers = Peer.All(files).Where(p => only is null || only.Contains(p is Ours ? Ours.Kind : p.Name)).ToList();
foreach (var absent in peers.Where(p => !File.Exists(p.Program)))
    Console.WriteLine($"{absent.Name} is left out: {absent.Program} is not installed");
peers.RemoveAll(p => !File.Exists(p.Program));

var results = peers.ToDictionary(p => p, _ => new Figures());
for (var run = 0; run < runs; run++)
{
    foreach (var peer in peers)
    {
        Console.Error.WriteLine($"run {run + 1} of {runs}: {peer.Name}");
        Measure(peer, results[peer]);
    }
}

Console.WriteLine($"{Environment.ProcessorCount} cores; median of {runs} runs (largest); {many} programs are many");
Console.WriteLine();
Console.WriteLine("| what | unit | " + string.Join(" | ", peers.Select(p => p.Name)) + " |");
Console.WriteLine("|---|---|" + string.Concat(Enumerable.Repeat("---:|", peers.Count)));
foreach (var (what, unit) in results.Values.SelectMany(f => f.Names).Distinct())
    Console.WriteLine($"| {what} | {unit} | " + string.Join(" | ", peers.Select(p => results[p].Text((what, unit)))) + " |");
return 0;

void Measure(Peer peer, Figures figures)
{
    using (var one = new Session(peer, 1))
    {
        figures.Add("cold start, 1 program up", "ms", one.UpMilliseconds);
        Settle();
        figures.Add("memory (PSS), 1 program", "MiB", Native.PssMiB(one.Supervisors()));
        if (cold || !peer.Supervises)
            return;
        // Peers that pause are not asked for long.
        var kills = peer is Ours ? 200 : 5;
        for (var i = 0; i < kills; i++)
        {
            // A restart right after a start is another thing: everybody has had more than a second.
            if (peer is not Ours)
                Settle();
            figures.Add("kill -9 to the next program", "ms", one.RespawnMilliseconds());
        }
    }

    Many(peer, many, figures);
    if (most > 0 && peer is Ours)
        Many(peer, most, figures);
}

static void Many(Peer peer, int programs, Figures figures)
{
    using var session = new Session(peer, programs);
    figures.Add($"{programs} programs up", "ms", session.UpMilliseconds);
    Settle();
    var supervisors = session.Supervisors();
    var before = Native.CpuSeconds(supervisors);
    Thread.Sleep(TimeSpan.FromSeconds(10));
    figures.Add($"idle CPU, {programs} programs", "% of a core", (Native.CpuSeconds(supervisors) - before) * 10);
    figures.Add($"memory (PSS), {programs} programs", "MiB", Native.PssMiB(supervisors));
    figures.Add($"stop of {programs} programs", "ms", session.StopMilliseconds());
}

// What start leaves to do (compiling, garbage) is not idling.
static void Settle() => Thread.Sleep(TimeSpan.FromSeconds(2));

static int Refuse(string problem)
{
    Console.Error.WriteLine(problem);
    Console.Error.WriteLine(Usage);
    return 2;
}
