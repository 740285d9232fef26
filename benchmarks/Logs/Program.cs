// Overview
// Each daemon runs as a process of its own with one kind of log target and the same programs under it. A program waits at a named pipe,
// writes a given amount when it is told to, and says through another pipe that it has written all; that is one run. The wall time is
// from the word to the moment when all bytes are in the log files, whatever labels add to them; the CPU time is the daemon's alone (/proc/PID/stat), children apart.
using System.Globalization;
using Supervision.Logs.Benchmarks;

var options = new Dictionary<string, string>(StringComparer.Ordinal)
{
    ["--mib"] = "500",
    ["--runs"] = "5",
    ["--scratch"] = Path.GetTempPath(),
};
for (var i = 0; i + 1 < args.Length; i += 2)
    options[args[i]] = args[i + 1];
if (args.Length % 2 != 0 || options.Count != 3)
{
    Console.Error.WriteLine("usage: logs-bench [--mib 500] [--runs 5] [--scratch DIRECTORY]");
    return 2;
}

var mib = int.Parse(options["--mib"], CultureInfo.InvariantCulture);
var runs = int.Parse(options["--runs"], CultureInfo.InvariantCulture);
using var scratch = new Scratch(options["--scratch"]);
var lines = scratch.File("lines");
Scratch.WriteLines(lines, mib);

var zeros = $"dd if=/dev/zero bs=64k count={mib * 16} 2>/dev/null";
var text = $"dd if={lines} bs=64k 2>/dev/null";
Console.WriteLine($"{Environment.ProcessorCount} cores, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}, {mib} MiB a run, medians of {runs} runs");
Console.WriteLine();
Console.WriteLine("| what | daemon | MiB/s | least – most | CPU s per 500 MiB |");
Console.WriteLine("|---|---|---:|---:|---:|");
Measure("64 KiB blocks to a rotated raw file", zeros, 1, "raw");
Measure("lines of 100 bytes to a rotated raw file", text, 1, "raw");
Measure("lines of 100 bytes to a rotated labelled file", text, 1, "labelled");
Measure("lines of 100 bytes to a rotated JSON file", text, 1, "json");
Measure("50 writers of lines to raw files of their own", $"head -c {mib * 1024L * 1024 / 50 / 100 * 100} {lines}", 50, "raw");
Measure("50 writers of lines to labelled files of their own", $"head -c {mib * 1024L * 1024 / 50 / 100 * 100} {lines}", 50, "labelled");
return 0;

void Measure(string what, string command, int writers, string format)
{
    foreach (var daemon in Daemon.All(format))
    {
        var folder = scratch.Folder();
        using (var running = daemon.Start(folder, command, writers))
        {
            var results = Enumerable.Range(0, runs + 1).Select(_ => running.Run()).Skip(1).ToArray();
            var rates = results.Select(one => mib / one.Seconds).Order().ToArray();
            var cpu = results.Select(one => one.Cpu * 500 / mib).Order().ToArray();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {what} | {daemon.Name} | {rates[runs / 2]:0} | {rates[0]:0} – {rates[^1]:0} | {cpu[runs / 2]:0.00} |"));
        }

        Directory.Delete(folder, recursive: true);
    }
}
