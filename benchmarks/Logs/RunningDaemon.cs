using System.Diagnostics;
using System.Globalization;

namespace Supervision.Logs.Benchmarks;

/// <summary>One daemon with its programs, which wait for the word.</summary>
internal sealed class RunningDaemon(Process process, string folder, int writers) : IDisposable
{
    private const double TicksPerSecond = 100;

    /// <summary>Lets every program write once.</summary>
    public (double Seconds, double Cpu, long Bytes) Run()
    {
        foreach (var old in Directory.GetFiles(folder, "*.log.*"))
            File.Delete(old);
        foreach (var log in Directory.GetFiles(folder, "*.log"))
        {
            using var file = new FileStream(log, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            file.SetLength(0);
        }

        var cpu = Cpu();
        var begin = Stopwatch.GetTimestamp();
        var done = Enumerable.Range(0, writers).Select(i => new Thread(() =>
        {
            File.WriteAllText($"{folder}/go{i}", "go\n");
            File.ReadAllText($"{folder}/done{i}");
        })).ToArray();
        foreach (var one in done)
            one.Start();
        foreach (var one in done)
            one.Join();
        var (bytes, elapsed) = AwaitAll(begin);
        return (elapsed, Cpu() - cpu, bytes);
    }

    /// <summary>The programs are through when their last bytes are in the pipe; the files are, when they grow no more.</summary>
    private (long Bytes, double Seconds) AwaitAll(long begin)
    {
        var elapsed = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        var size = Size();
        for (var still = 0; still < 20;)
        {
            Thread.Sleep(5);
            var now = Size();
            if (now == size)
            {
                still++;
                continue;
            }

            (size, still, elapsed) = (now, 0, Stopwatch.GetElapsedTime(begin).TotalSeconds);
        }

        return (size, elapsed);
    }

    private long Size() => new DirectoryInfo(folder).GetFiles("*.log*").Sum(file => file.Length);

    private double Cpu()
    {
        var stat = File.ReadAllText($"/proc/{process.Id}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }

    public void Dispose()
    {
        using (Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]))
            process.WaitForExit(TimeSpan.FromSeconds(60));
        process.Kill(entireProcessTree: true);
        process.Dispose();
    }
}
