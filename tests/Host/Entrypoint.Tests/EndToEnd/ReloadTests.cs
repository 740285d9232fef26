using Supervision.Entrypoint.Tests.Support;

namespace Supervision.Entrypoint.Tests.EndToEnd;

public sealed class ReloadTests
{
    private const int SIGUSR1 = 10;

    [Fact(Timeout = 60000)]
    public async Task SIGUSR1_RestartsWhatChangedAndNothingElse()
    {
        using var file = new TempFile("engines.conf", "supervision.engines { same { command = [sleep, 300] }, other { command = [sleep, 301] }, gone { command = [sleep, 302] } }");
        await using DaemonProcess daemon = DaemonProcess.StartFast("run", file.Path);
        int same = await PidOfAsync(daemon, "same");
        int other = await PidOfAsync(daemon, "other");
        await PidOfAsync(daemon, "gone");

        file.Write("supervision.engines { same { command = [sleep, 300], budget.max-retries = 9 }, other { command = [sleep, 303] }, new { command = [sleep, 304] } }");
        daemon.Signal(SIGUSR1);

        LogLine reloaded = await daemon.WaitForEventAsync("configuration.reloaded");
        Assert.Equal("new", reloaded.Text("added"));
        Assert.Equal("gone", reloaded.Text("removed"));
        Assert.Equal("other (command)", reloaded.Text("restarted"));
        Assert.Equal("same (budget)", reloaded.Text("changed"));
        await daemon.WaitForEventAsync("engine.ready", line => line.Engine == "new");
        await daemon.WaitForEventAsync("engine.ready", line => line.Engine == "other" && line.Pid != other);
        await daemon.WaitForEventAsync("engine.stopped", line => line.Engine == "gone");
        Assert.Contains(same, daemon.Offspring);

        daemon.Signal(Native.SIGTERM);
        Assert.Equal(0, await daemon.WaitForExitAsync());
        Assert.Single(daemon.Log, line => line.Event == "engine.starting" && line.Engine == "same");
        Assert.Empty(daemon.Errors);
    }

    [Fact(Timeout = 60000)]
    public async Task SIGUSR1_WithABadFile_KeepsEverythingRunning()
    {
        using var file = new TempFile("engines.conf", "supervision.engines.a { command = [sleep, 300] }");
        await using DaemonProcess daemon = DaemonProcess.StartFast("run", file.Path);
        int pid = await PidOfAsync(daemon, "a");

        file.Write("supervision.engines.a { comand = [sleep, 300] }");
        daemon.Signal(SIGUSR1);

        LogLine refused = await daemon.WaitForEventAsync("configuration.reload-refused");
        Assert.Contains("did you mean 'command'?", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"{file.Path}:1:25", refused.Message, StringComparison.Ordinal);
        Assert.Contains(pid, daemon.Offspring);

        file.Write("supervision { exit-code = engine, engines.a { command = [sh, -c, \"exit 7\"], budget.max-retries = 0 } }");
        daemon.Signal(SIGUSR1);
        Assert.Equal(7, await daemon.WaitForExitAsync());
    }

    [Fact(Timeout = 60000)]
    public async Task Diff_OfTwoFiles_SaysWhatAReloadWouldDo()
    {
        using var old = new TempFile("old.conf", "supervision { groups.g.priority = 1, engines { a { command = a, group = g }, b { command = b }, c { command = c } } }");
        using var next = new TempFile(
            "new.conf", "supervision { log.level = debug, groups.g.priority = 2, engines { a { command = a2, group = g }, b { command = b, stop.timeout = 3s }, d { command = d } } }");
        using var bad = new TempFile("bad.conf", "supervision.engines.a { comand = a }");
        await using DaemonProcess same = DaemonProcess.Start("diff", old.Path, old.Path);
        await using DaemonProcess diff = DaemonProcess.Start("diff", old.Path, next.Path);
        await using DaemonProcess wrong = DaemonProcess.Start("diff", old.Path, bad.Path);
        await using DaemonProcess one = DaemonProcess.Start("diff", old.Path);

        Assert.Equal(0, await same.WaitForExitAsync());
        Assert.Equal(0, await diff.WaitForExitAsync());
        Assert.Equal(2, await wrong.WaitForExitAsync());
        Assert.Equal(2, await one.WaitForExitAsync());
        Assert.Empty(same.Lines);
        Assert.Equal(
            [
                "~ group g (priority): in place", "+ engine d", "- engine c", "~ engine a (command): restarts", "~ engine b (stop): in place",
                "~ log.level: only after a restart of the daemon",
            ],
            diff.Lines);
        Assert.Contains("did you mean 'command'?", wrong.Errors, StringComparison.Ordinal);
        Assert.Contains("needs two configuration files", one.Errors, StringComparison.Ordinal);
    }

    private static async Task<int> PidOfAsync(DaemonProcess daemon, string engine) =>
        (await daemon.WaitForEventAsync("engine.ready", line => line.Engine == engine)).Pid!.Value;
}
