using System.Text.Json;

namespace Supervision.Pbm.Tests.EndToEnd;

/// <summary>The real pbm without a terminal, against the real daemon.</summary>
public sealed class DaemonTests
{
    [Fact(Timeout = 120000)]
    public async Task Operator_FindsOutWhyAnEngineIsDown_WithPbmAlone()
    {
        await using DaemonWithPbm daemon = await DaemonWithPbm.StartAsync();
        Assert.True(await Eventually.Holds(() => daemon.RunAsync("engine", "list", "bad").GetAwaiter().GetResult().Output.Contains("FATAL", StringComparison.Ordinal), TimeSpan.FromSeconds(60)));

        var (code, why, _) = await daemon.RunAsync("engine", "why", "bad");

        Assert.Equal(0, code);
        Assert.Contains("bad (group other): FATAL", why);
        Assert.Contains("attempt 3", why);
        Assert.Contains("exited with code 3", why);
        Assert.Contains("| out of luck", why);
        Assert.Contains("engine-fatal bad", why);

        (code, string started, _) = await daemon.RunAsync("engine", "start", "bad");
        Assert.Equal((0, true), (code, started.StartsWith("bad: ", StringComparison.Ordinal)));
        Assert.Equal(1, (await daemon.RunAsync("engine", "start", "nobody")).Code);
        Assert.Equal(2, (await daemon.RunAsync("engine", "sart", "bad")).Code);
    }

    [Fact(Timeout = 120000)]
    public async Task Executable_IsPbmToo_AndTheLevelOfTheLogIsSet()
    {
        await using DaemonWithPbm daemon = await DaemonWithPbm.StartAsync();

        var (code, output, _) = await DaemonWithPbm.RunProcessAsync(DaemonProcess.Executable, ["pbm", daemon.Socket, "--json", "system", "info"]);

        Assert.Equal(0, code);
        using var info = JsonDocument.Parse(output);
        Assert.Equal(daemon.Daemon.Pid, info.RootElement.GetProperty("pid").GetInt32());
        Assert.Equal("level:  debug\n", (await daemon.RunAsync("log", "level")).Output);
        Assert.Equal(0, (await daemon.RunAsync("log", "level", "error")).Code);
        Assert.Equal("level:  error\n", (await daemon.RunAsync("log", "level")).Output);
        Assert.Contains("web", (await daemon.RunAsync("config", "show")).Output);
    }

    [Fact(Timeout = 120000)]
    public async Task Tcp_NeedsTheToken_WhereThereIsOne()
    {
        using var token = new TempFile("token", "0123456789abcdef\n");
        await using DaemonWithPbm daemon = await DaemonWithPbm.StartAsync($"control.pbm {{ enabled = on, port = 0, token-file = \"{token.Path}\" }}");
        using var info = JsonDocument.Parse((await daemon.RunAsync("system", "info", "--json")).Output);
        string address = info.RootElement.GetProperty("endpoints").EnumerateArray().Select(one => one.GetString()!).First(one => one.StartsWith("127.0.0.1:", StringComparison.Ordinal));

        Assert.Equal(4, (await DaemonWithPbm.RunProcessAsync(DaemonWithPbm.Pbm, [address, "engine", "list"])).Code);
        Assert.Equal(0, (await DaemonWithPbm.RunProcessAsync(DaemonWithPbm.Pbm, [address, "engine", "list"], ("PBM_TOKEN", "0123456789abcdef"))).Code);
    }

    [NeedsProgramFact("bash")]
    public async Task Pipe_ThatIsClosed_IsNoError()
    {
        await using DaemonWithPbm daemon = await DaemonWithPbm.StartAsync();

        var (code, output, error) = await DaemonWithPbm.RunProcessAsync(
            "bash", ["-c", $"{DaemonWithPbm.Pbm} {daemon.Socket} engine top -i 0.2 | head -n 1; echo \"code ${{PIPESTATUS[0]}}\""]);

        Assert.Equal(0, code);
        Assert.EndsWith("code 0\n", output);
        Assert.Equal("", error);
    }

    [NeedsProgramFact("bash")]
    public async Task Output_OnAFullDevice_IsAnError()
    {
        await using DaemonWithPbm daemon = await DaemonWithPbm.StartAsync();

        foreach (string command in new[] { "engine list", "engine list --json", "engine tail web", "event history", "help" })
        {
            var (code, _, error) = await DaemonWithPbm.RunProcessAsync("bash", ["-c", $"exec {DaemonWithPbm.Pbm} {daemon.Socket} {command} > /dev/full"]);
            Assert.Equal((command, 7, "pbm: cannot write to standard output: No space left on device\n"), (command, code, error));
        }
    }

    [NeedsProgramFact("bash")]
    public async Task Input_ThatIsClosed_IsAtItsEnd()
    {
        await using DaemonWithPbm daemon = await DaemonWithPbm.StartAsync();

        foreach (string program in new[] { DaemonWithPbm.Pbm, $"{DaemonProcess.Executable} pbm" })
        {
            var (code, output, error) = await DaemonWithPbm.RunProcessAsync("bash", ["-c", $"timeout 30 {program} {daemon.Socket} <&-"]);
            Assert.Equal((program, 0, "", ""), (program, code, output, error));
        }
    }

    [Fact(Timeout = 120000)]
    public async Task Shutdown_EndsTheDaemonWith0_AndItsSocketIsGone()
    {
        await using DaemonWithPbm daemon = await DaemonWithPbm.StartAsync();

        Assert.Equal((0, "stopping\n"), await daemon.RunAsync("system", "shutdown") is var (code, output, _) ? (code, output) : default);

        Assert.Equal(0, await daemon.Daemon.WaitForExitAsync());
        Assert.False(File.Exists(daemon.Socket));
    }

    [Fact(Timeout = 120000)]
    public async Task Cluster_OfSeveralHosts_IsOneTable_WithThoseThatAreDown()
    {
        await using DaemonWithPbm daemon = await DaemonWithPbm.StartAsync();

        var (code, output, _) = await DaemonWithPbm.RunProcessAsync(DaemonWithPbm.Pbm, ["--host", daemon.Socket, "--host", "/nowhere/pbm.sock", "cluster", "show"]);

        Assert.Equal(3, code);
        string[] lines = output.Split('\n');
        Assert.Matches("^ADDRESS +STATE +ENGINES +RUNNING +READY +FAILED +UPTIME +VERSION +HOST$", lines[0]);
        Assert.Matches($"^{daemon.Socket} +up +2 +", lines[1]);
        Assert.Matches("^/nowhere/pbm.sock +unreachable +- ", lines[2]);
        Assert.Equal("Count: 1 of 2 hosts", lines[3]);
    }
}
