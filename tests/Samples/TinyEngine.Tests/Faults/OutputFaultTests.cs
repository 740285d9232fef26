using System.Net;

namespace TinyEngine.Tests.Faults;

public sealed class OutputFaultTests
{
    [Fact]
    public void LogLine_WithColonsAndAts_IsPrintedAsIs()
    {
        using var engine = EngineProcess.Ready("--fault=log-line:CUDA error: an illegal memory access @ 0x7f@ready");
        Assert.Equal("CUDA error: an illegal memory access @ 0x7f", engine.WaitForLine("CUDA error"));
    }

    [Fact]
    public void Spew_ForATime_PrintsRateTimesTime()
    {
        using var engine = EngineProcess.Ready("--fault=spew:400/500ms@ready", "--fault=log-line:after@ready+3s");
        engine.WaitForLine("line 200 of a noisy engine");
        engine.WaitForLine("after");
        Assert.Equal(200, engine.Lines.Count(l => l.Contains("of a noisy engine", StringComparison.Ordinal)));
    }

    [Fact(Timeout = 60000)]
    public async Task CloseOutput_Both_EndsThePipesAndLivesOn()
    {
        using var engine = EngineProcess.Ready("--fault=close-output@ready");
        engine.WaitForEndOfOutput();
        Assert.False(engine.HasExited);
        Assert.Equal(HttpStatusCode.OK, await engine.HealthAsync());
        engine.Signal(15);
        Assert.Equal(0, await engine.ExitAsync());
    }

    [Fact(Timeout = 60000)]
    public async Task Leak_Active_GrowsToItsCapAndIsGivenBack()
    {
        using var engine = EngineProcess.Ready("--control");
        long before = ResidentKiB(engine.Pid);
        await engine.FaultAsync("""{"kind":"leak","arg":"200/100"}""");
        await Eventually.TrueAsync(() => ResidentKiB(engine.Pid) > before + (90 << 10), "resident memory");
        Assert.True(ResidentKiB(engine.Pid) < before + (200 << 10));
        await engine.Client.DeleteAsync("/control/fault");
        await Eventually.TrueAsync(() => ResidentKiB(engine.Pid) < before + (60 << 10), "memory given back");
    }

    private static long ResidentKiB(int pid)
    {
        string line = File.ReadLines($"/proc/{pid}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.AsSpan("VmRSS:".Length).Trim()[..^3], System.Globalization.CultureInfo.InvariantCulture);
    }
}
