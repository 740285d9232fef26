namespace TinyEngine.Tests.Settings;

public sealed class FlagTests
{
    [Fact(Timeout = 30000)]
    public async Task Help_Always_ListsFlagsAndFaultsAndExitsZero()
    {
        using var engine = EngineProcess.Start("--help");
        Assert.Equal(0, await engine.ExitAsync());
        engine.WaitForLine("--load-time TIME");
        engine.WaitForLine("freeze-progress[:TIME]");
    }

    [Fact(Timeout = 30000)]
    public async Task Version_Always_PrintsNameAndNumber()
    {
        using var engine = EngineProcess.Start("--version");
        Assert.Equal(0, await engine.ExitAsync());
        engine.WaitForEndOfOutput();
        Assert.Matches(@"^tiny-engine \d+\.\d+\.\d+$", Assert.Single(engine.Lines));
    }

    [Theory(Timeout = 30000)]
    [InlineData("--bogus", "tiny-engine: --bogus: no such flag")]
    [InlineData("--port=70000", "tiny-engine: --port: '70000' is not a whole number from 0 to 65535")]
    [InlineData("--order=7", "tiny-engine: --order: '7' is not a whole number from 1 to 6")]
    [InlineData("--load-time=fast", "tiny-engine: --load-time: 'fast' is not a duration such as 250ms, 3s or 2m, at most a day")]
    [InlineData("--bind=soon", "tiny-engine: --bind: 'soon' is neither early nor late")]
    [InlineData("--port", "tiny-engine: --port: needs a value, PORT")]
    [InlineData("extra", "tiny-engine: 'extra': flags only, no other arguments")]
    [InlineData("--fault=crash", "tiny-engine: --fault: 'crash' has no '@WHEN'")]
    [InlineData("--fault=melt@1s", "tiny-engine: --fault: 'melt' is no kind of fault; kinds are crash, exit, hang,")]
    [InlineData("--fault=crash:999@1s", "tiny-engine: --fault: 'crash:999@1s': '999' is neither a number from 0 to 255 nor, for a crash, a signal")]
    [InlineData("--fault=slow@1s", "tiny-engine: --fault: 'slow@1s': needs an argument, TIME")]
    [InlineData("--fault=hang@request:0", "tiny-engine: --fault: 'hang@request:0': request:N counts from 1")]
    public async Task Flag_Bad_ExitsTwoAndNamesIt(string flag, string message)
    {
        using var engine = EngineProcess.Start(flag);
        Assert.Equal(2, await engine.ExitAsync());
        engine.WaitForLine(message);
    }

    [Fact(Timeout = 30000)]
    public async Task Flags_SeveralBad_AllAreTold()
    {
        using var engine = EngineProcess.StartWith([("TINY_ENGINE_ORDER", "x")], "--port=x", "--bogus");
        Assert.Equal(2, await engine.ExitAsync());
        engine.WaitForLine("tiny-engine: TINY_ENGINE_ORDER: 'x'");
        engine.WaitForLine("tiny-engine: --port: 'x'");
        engine.WaitForLine("tiny-engine: --bogus");
    }

    [Fact(Timeout = 30000)]
    public async Task Environment_Set_CountsAndFlagsWin()
    {
        (string, string)[] environment =
        [
            ("TINY_ENGINE_PORT", "0"), ("TINY_ENGINE_SERVED_MODEL_NAME", "one;two"), ("TINY_ENGINE_MODEL_NAME", "from-environment"),
            ("TINY_ENGINE_FAULT", "log-line:first@ready;log-line:second@ready"),
        ];
        using var engine = EngineProcess.StartWith(environment, "--model-name", "from-flag");
        engine.Client.BaseAddress = new Uri(engine.WaitForLine("listening on ")["listening on ".Length..]);
        engine.WaitForLine("first");
        engine.WaitForLine("second");
        var cards = (await engine.GetJsonAsync("/v1/models")).GetProperty("data");
        Assert.Equal(["one", "two"], cards.EnumerateArray().Select(c => c.GetProperty("id").GetString()));
        Assert.Equal("from-flag", cards[0].GetProperty("root").GetString());
    }

    [Fact(Timeout = 30000)]
    public async Task Port_InUse_ExitsOneAndNamesIt()
    {
        using var first = EngineProcess.Listening();
        using var second = EngineProcess.Start("--port", $"{first.Port}");
        Assert.Equal(1, await second.ExitAsync());
        second.WaitForLine($"tiny-engine: address already in use: 127.0.0.1:{first.Port}");
    }

    [Fact(Timeout = 30000)]
    public async Task ModelFile_Missing_ExitsOneAndNamesIt()
    {
        using var engine = EngineProcess.Start("--port=0", "--model-file=/nowhere/model.txt");
        Assert.Equal(1, await engine.ExitAsync());
        engine.WaitForLine("/nowhere/model.txt");
    }
}
