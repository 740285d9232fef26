using System.Diagnostics;
using System.Globalization;

namespace Supervision.Kernel.Benchmarks;

/// <summary>The process that runs one scenario once.</summary>
internal static class Child
{
    private const string Quiet = """
        akka { loglevel = OFF, stdout-loglevel = OFF, log-dead-letters = off, log-dead-letters-during-shutdown = off }
        """;

    public static async Task<int> RunAsync(string name, double scale)
    {
        var scenario = Scenario.Find(name);
        if (scenario.WarmUp > 0)
            await OnceAsync(scenario, scale * scenario.WarmUp);
        var measured = await OnceAsync(scenario, scale);
        Console.WriteLine(measured.ToLine());
        return 0;
    }

    private static async Task<Measurement> OnceAsync(Scenario scenario, double scale)
    {
        var system = ActorSystem.Create("bench", ConfigurationFactory.ParseString(Quiet));
        try
        {
            Collect();
            var allocated = GC.GetTotalAllocatedBytes(precise: true);
            var start = Stopwatch.GetTimestamp();
            var outcome = await scenario.RunAsync(system, scale);
            var elapsed = outcome.Elapsed ?? Stopwatch.GetElapsedTime(start);
            allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
            return new(outcome.Value ?? scenario.Figure(outcome.Operations, elapsed), (double)allocated / outcome.Operations, PeakRss());
        }
        finally
        {
            await system.Terminate();
        }
    }

    public static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }

    private static long PeakRss() =>
        long.Parse(File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).AsSpan(6).Trim(" \tkB"), CultureInfo.InvariantCulture) * 1024;
}
