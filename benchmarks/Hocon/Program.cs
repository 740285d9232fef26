using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Supervision.Hocon;
using Supervision.Hocon.Benchmarks;

// The clock of a cold start begins with the first line of the program: what comes before is the runtime's.
if (args is ["cold"])
{
    var begin = Stopwatch.GetTimestamp();
    var first = HoconDocument.Parse(Texts.Reference()).Resolve();
    var elapsed = Stopwatch.GetElapsedTime(begin);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{elapsed.TotalMilliseconds:R} {first.Count}"));
    return 0;
}

if (args.Length > 0)
{
    Console.Error.WriteLine("usage: hocon-bench");
    return 2;
}

const int Runs = 9;
var (json, hocon) = Texts.OneMegabyte();
var utf8 = Encoding.UTF8.GetBytes(json);
var reference = Texts.Reference();

// Who allocates nothing is not measured; who gets the input in another form says so.
Console.WriteLine($"{Environment.ProcessorCount} cores; .NET {Environment.Version}; median of {Runs} runs (least to most)");
Console.WriteLine();
Console.WriteLine("| what | ms | least – most | MiB/s | allocated KiB | ratio |");
Console.WriteLine("|---|---:|---:|---:|---:|---:|");
var peer = Print("JSON 1 MB, JsonDocument.Parse of text", json.Length, 20, null, () => JsonDocument.Parse(json).Dispose());
Print("JSON 1 MB, JsonDocument.Parse of UTF-8", json.Length, 20, peer, () => JsonDocument.Parse(utf8).Dispose());
Print("JSON 1 MB, HoconDocument.Parse", json.Length, 20, peer, () => HoconDocument.Parse(json));
Print("JSON 1 MB, HoconDocument.Parse and Resolve", json.Length, 20, peer, () => HoconDocument.Parse(json).Resolve());
Print($"the same as HOCON ({hocon.Length / 1e6:0.00} MB), HoconDocument.Parse", hocon.Length, 20, peer, () => HoconDocument.Parse(hocon));
Print("reference.conf, Parse and Resolve, warm", reference.Length, 1000, null, () => HoconDocument.Parse(reference).Resolve());
PrintCold();
return 0;

static double Print(string name, int length, int repeat, double? peer, Action action)
{
    // Until the tiers of the compiler have settled.
    for (var i = 0; i < repeat * 3; i++)
        action();
    var runs = new List<(double Milliseconds, double Bytes)>();
    for (var run = 0; run < Runs; run++)
    {
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var begin = Stopwatch.GetTimestamp();
        for (var i = 0; i < repeat; i++)
            action();
        var elapsed = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        runs.Add((elapsed / repeat, (double)(GC.GetAllocatedBytesForCurrentThread() - bytes) / repeat));
    }

    var times = runs.Select(one => one.Milliseconds).Order().ToArray();
    var median = times[Runs / 2];
    Row(name, times, length / 1048576.0 / (median / 1000), runs[Runs / 2].Bytes, peer is { } other ? median / other : null);
    return median;
}

static void PrintCold()
{
    // Published as one file, the process is the program; otherwise `dotnet` is the process.
    var library = Path.Combine(AppContext.BaseDirectory, "hocon-bench.dll");
    var times = new double[Runs];
    for (var run = 0; run < Runs; run++)
    {
        var start = File.Exists(library) ? new ProcessStartInfo("dotnet", [library, "cold"]) : new ProcessStartInfo(Environment.ProcessPath!, ["cold"]);
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start)!;
        var line = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        times[run] = double.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture);
    }

    Row("reference.conf, Parse and Resolve, first in a fresh process", [.. times.Order()], null, null, null);
}

static void Row(string name, double[] times, double? speed, double? bytes, double? ratio) => Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"| {name} | {times[Runs / 2]:0.000} | {times[0]:0.000} – {times[^1]:0.000} | {speed:0.0} | {bytes / 1024:0.0} | {ratio:0.00} |"));
