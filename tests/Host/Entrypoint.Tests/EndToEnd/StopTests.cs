using Supervision.Entrypoint.Tests.Support;

namespace Supervision.Entrypoint.Tests.EndToEnd;

public sealed class StopTests
{
    [Theory]
    [InlineData(Native.SIGTERM, "SIGTERM")]
    [InlineData(Native.SIGINT, "SIGINT")]
    [InlineData(Native.SIGQUIT, "SIGQUIT")]
    [InlineData(Native.SIGHUP, "SIGHUP")]
    [InlineData(24, "SIGXCPU")]
    public async Task Signal_First_StopsTheEnginesAndExitsZero(int signal, string name)
    {
        await using DaemonProcess daemon = DaemonProcess.StartFast("--", "sleep", "1000");
        await daemon.WaitForEventAsync("engine.running");

        daemon.Signal(signal);

        Assert.Equal(0, await daemon.WaitForExitAsync());
        Assert.Contains(daemon.Log, line => line.Event == "daemon.stop-requested" && line.Text("signal") == name);
        Assert.Contains(daemon.Log, line => line.Event == "engine.stopped" && line.Text("signal") == "SIGTERM");
        Assert.Equal("daemon.stopped", daemon.Log[^1].Event);
        Assert.Empty(daemon.Offspring);
    }

    [NeedsProgramFact("setsid")]
    public async Task Signal_ToATreeThatIgnoresItAndMovedAway_LeavesNothingBehind()
    {
        await using DaemonProcess daemon = DaemonProcess.StartFast(
            "--set", "supervision.defaults.engine.stop.timeout=500ms", "--", "sh", "-c",
            // A leader that ignores TERM, a child in the group that ignores it too, and one that is alone in a session of its own.
            "trap '' TERM; setsid --fork sleep 1000; sleep 1001 & echo up; while :; do sleep 1; done");
        await daemon.WaitForEventAsync("engine.output", line => line.Message == "up");
        Assert.True(await Eventually.Holds(() => daemon.Offspring.Count >= 3, DaemonProcess.Patience));

        daemon.Signal(Native.SIGTERM);

        Assert.Equal(0, await daemon.WaitForExitAsync());
        Assert.Empty(daemon.Offspring);
    }

    [Fact(Timeout = 60000)]
    public async Task Signal_Second_DoesNotWaitForTheGrace()
    {
        await using DaemonProcess daemon = DaemonProcess.StartFast(
            "--set", "supervision.defaults.engine.stop.timeout=10m", "--", "sh", "-c", "trap '' TERM; echo up; while :; do sleep 1; done");
        await daemon.WaitForEventAsync("engine.output", line => line.Message == "up");

        daemon.Signal(Native.SIGTERM);
        await daemon.WaitForEventAsync("engine.stopping");
        // The first ones count as the same request; what is waited for is the one that does not.
        Assert.True(await Eventually.Holds(
            () =>
            {
                if (!daemon.Log.Any(line => line.Event == "daemon.hastened"))
                    Native.Kill(daemon.Pid, Native.SIGTERM);
                return daemon.Log.Any(line => line.Event == "daemon.hastened");
            },
            DaemonProcess.Patience));

        Assert.Equal(0, await daemon.WaitForExitAsync());
        Assert.Empty(daemon.Offspring);
    }

    [NeedsProgramFact("setsid")]
    public async Task Signal_ToATreeWithAnEscapeeWithoutParentSessionOrEnvironment_LeavesNothingBehind()
    {
        string seconds = $"{Random.Shared.Next(100_000, 999_999)}.5";
        await using DaemonProcess daemon = DaemonProcess.StartFast(
            "--", "sh", "-c", $"setsid --fork env -i sleep {seconds}; echo up; exec sleep 1000");
        await daemon.WaitForEventAsync("engine.output", line => line.Message == "up");
        Assert.True(await Eventually.Holds(() => Running(seconds), DaemonProcess.Patience));

        daemon.Signal(Native.SIGTERM);

        Assert.Equal(0, await daemon.WaitForExitAsync());
        Assert.False(Running(seconds));

        static bool Running(string argument) => Directory.EnumerateDirectories("/proc").Any(path =>
        {
            try
            {
                return File.ReadAllText(Path.Combine(path, "cmdline")) == $"sleep\0{argument}\0";
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        });
    }

    [Theory]
    [InlineData(10)]
    [InlineData(12)]
    [InlineData(14)]
    [InlineData(25)]
    public async Task Signal_WithoutAMeaning_ChangesNothing(int signal)
    {
        await using DaemonProcess daemon = DaemonProcess.StartFast("--", "sleep", "1000");
        await daemon.WaitForEventAsync("engine.running");

        daemon.Signal(signal);
        daemon.Signal(Native.SIGTERM);

        Assert.Equal(0, await daemon.WaitForExitAsync());
        Assert.Empty(daemon.Offspring);
    }

    [Fact(Timeout = 60000)]
    public async Task Signal_DuringBackoff_EndsAtOnce()
    {
        await using DaemonProcess daemon = DaemonProcess.StartFast("--set", "supervision.defaults.engine.backoff.min=5m", "--", "false");
        await daemon.WaitForEventAsync("engine.backoff");

        daemon.Signal(Native.SIGTERM);

        Assert.Equal(0, await daemon.WaitForExitAsync());
    }

    [NeedsPidNamespaceFact]
    public async Task PidOne_InANamespaceOfItsOwn_ReapsStrangersAndStops()
    {
        await using DaemonProcess daemon = DaemonProcess.Start(
            ["--log-format", "json", "--log-level", "debug", .. DaemonProcess.Fast, "--", "sh", "-c",
                // The child outlives its parent, so that process 1 inherits it.
                "(sleep 0.3 &) ; echo up; exec sleep 1000"],
            [], read: true, "unshare", "--pid", "--fork", "--mount-proc");
        LogLine starting = await daemon.WaitForEventAsync("daemon.starting");
        await daemon.WaitForEventAsync("engine.output", line => line.Message == "up");

        Assert.Equal(1, starting.Pid);
        Native.Kill(Assert.Single(ProcessScan.ChildrenOf(daemon.Pid)), Native.SIGTERM);
        Assert.Equal(0, await daemon.WaitForExitAsync());
        Assert.Empty(daemon.Offspring);
    }
}
