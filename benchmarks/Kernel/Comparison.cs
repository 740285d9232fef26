using System.Diagnostics;
using System.Globalization;

namespace Supervision.Kernel.Benchmarks;

/// <summary>Runs every scenario several times, each in its own process, and prints the medians.</summary>
internal static class Comparison
{
    public static int Run(Options options)
    {
        // Published as one file, the process is the program; otherwise `dotnet` may be the process.
        var library = Path.Combine(AppContext.BaseDirectory, "kernel-bench.dll");
        var own = File.Exists(library) ? library : Environment.ProcessPath!;
        var peer = options.Peer;
        Console.WriteLine($"kernel {typeof(ActorSystem).Assembly.GetName().Name}{(peer is null ? "" : $", peer {peer}")}; {Environment.ProcessorCount} cores; {Environment.Version}; median of {options.Runs} runs (least to most)");
        Console.WriteLine();
        Console.WriteLine(peer is null
            ? "| scenario | unit | this | least – most | B/op | RSS MiB |\n|---|---|---:|---:|---:|---:|"
            : "| scenario | unit | this | least – most | B/op | RSS MiB | peer | peer B/op | peer RSS MiB | ratio |\n|---|---|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var name in Scenario.Names.Where(n => options.Only.Count == 0 || options.Only.Contains(n)))
        {
            List<Measurement> ours = [], theirs = [];
            for (var run = 0; run < options.Runs; run++)
            {
                ours.Add(Measure(name == ColdStart.Name && options.Cold is { } cold ? cold : own, name, options.Scale));
                if (peer is not null)
                    theirs.Add(Measure(peer, name, options.Scale));
            }

            Console.WriteLine(Row(name, ours, theirs));
        }

        return 0;
    }

    private static string Row(string name, List<Measurement> ours, List<Measurement> theirs)
    {
        var (unit, less) = name == ColdStart.Name ? ("ms", true) : (Scenario.Find(name).Unit, Scenario.Find(name).LessIsBetter);
        var mine = Median(ours);
        var row = $"| {name} | {unit} | {Number(mine.Value)} | {Number(ours.Min(m => m.Value))} – {Number(ours.Max(m => m.Value))} | {Number(mine.BytesPerOperation)} | {MiB(mine)} |";
        if (theirs.Count == 0)
            return row;
        var other = Median(theirs);
        var ratio = less ? other.Value / mine.Value : mine.Value / other.Value;
        return row + $" {Number(other.Value)} | {Number(other.BytesPerOperation)} | {MiB(other)} | {ratio.ToString("0.0", CultureInfo.InvariantCulture)} |";
    }

    private static Measurement Measure(string program, string name, double scale)
    {
        string[] arguments = name == ColdStart.Name ? ["cold"] : ["one", name, scale.ToString("R", CultureInfo.InvariantCulture)];
        var start = program.EndsWith(".dll", StringComparison.Ordinal)
            ? new ProcessStartInfo("dotnet", [program, .. arguments])
            : new ProcessStartInfo(program, arguments);
        start.RedirectStandardOutput = true;
        var begin = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var line = process.StandardOutput.ReadLine();
        var elapsed = Stopwatch.GetElapsedTime(begin);
        process.WaitForExit();
        if (process.ExitCode != 0 || line is null)
            throw new InvalidOperationException($"{program} {name} exited {process.ExitCode}");
        return name == ColdStart.Name ? new(elapsed.TotalMilliseconds, 0, 0) : Measurement.Parse(line);
    }

    private static Measurement Median(List<Measurement> runs) => runs.OrderBy(m => m.Value).ElementAt(runs.Count / 2);

    private static string Number(double value) => value.ToString(value switch { >= 100 => "0", >= 10 => "0.0", _ => "0.00" }, CultureInfo.InvariantCulture);

    private static string MiB(Measurement m) => (m.PeakRss / 1048576.0).ToString("0", CultureInfo.InvariantCulture);
}
