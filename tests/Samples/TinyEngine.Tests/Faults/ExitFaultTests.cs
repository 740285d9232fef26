namespace TinyEngine.Tests.Faults;

public sealed class ExitFaultTests
{
    [Theory(Timeout = 60000)]
    [InlineData("crash@ready", 134)]
    [InlineData("crash@0s", 134)]
    [InlineData("crash:SEGV@ready+50ms", 139)]
    [InlineData("crash:sigkill@ready", 137)]
    [InlineData("crash:42@300ms", 42)]
    [InlineData("exit@ready", 0)]
    [InlineData("exit:5@ready", 5)]
    public async Task Exit_AtItsMoment_EndsAsTold(string fault, int code)
    {
        using var engine = EngineProcess.Start("--port=0", "--fault", fault);
        Assert.Equal(code, await engine.ExitAsync());
        engine.WaitForEndOfOutput();
        Assert.Contains(engine.Lines, l => l.EndsWith($"firing {fault}", StringComparison.Ordinal));
    }

    [Fact(Timeout = 60000)]
    public async Task Crash_WhileLoading_IsNeverReady()
    {
        using var engine = EngineProcess.Start("--port=0", "--load-time=1h", "--fault=crash:3@200ms");
        Assert.Equal(3, await engine.ExitAsync());
        engine.WaitForEndOfOutput();
        Assert.DoesNotContain(engine.Lines, l => l.Contains("startup complete", StringComparison.Ordinal));
    }

    [Fact(Timeout = 60000)]
    public async Task Crash_AtRequest_CountsCompletionsOnly()
    {
        using var engine = EngineProcess.Ready("--token-delay=1ms", "--fault=crash:9@request:2");
        await engine.HealthAsync();
        await engine.CompleteAsync("""{"prompt":"The river","max_tokens":2}""");
        await engine.HealthAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => engine.CompleteAsync("""{"prompt":"The river","max_tokens":2}"""));
        Assert.Equal(9, await engine.ExitAsync());
    }

    [Fact(Timeout = 60000)]
    public async Task FaultOnce_SecondStart_LeavesOutWhatFired()
    {
        string file = Path.Combine(Path.GetTempPath(), $"tiny-engine-{Guid.NewGuid():N}");
        try
        {
            string[] flags = ["--port=0", "--fault-once", file, "--fault=crash:4@ready", "--fault=crash:4@ready"];
            for (int start = 0; start < 2; start++)
            {
                using var failing = EngineProcess.Start(flags);
                Assert.Equal(4, await failing.ExitAsync());
            }

            using var well = EngineProcess.Ready("--fault-once", file, "--fault=crash:4@ready", "--fault=crash:4@ready");
            Assert.Equal(System.Net.HttpStatusCode.OK, await well.HealthAsync());
        }
        finally
        {
            File.Delete(file);
        }
    }
}
