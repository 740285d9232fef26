using Supervision.Entrypoint.Tests.Support;

namespace Supervision.Entrypoint.Tests.EndToEnd;

/// <summary>What docs/reference/container.md promises, in every form that a container can use.</summary>
public sealed class ContainerPromiseTests
{
    // Under AWS' names and under ours: forms, and how each is told what to run.
    public static TheoryData<string> Forms => ["standard-supervisor", "supervisor-entrypoint", "--", "LAUNCH_COMMAND"];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Retries_Exhausted_ExitOneAndLeaveNothingOfTheTree(string form)
    {
        // Each run leaves a grandchild in a session of its own behind, and lives longer than startsecs.
        await using DaemonProcess daemon = Start(form, "echo started; setsid sleep 1000 & sleep 1.1; exit 0", ("ENGINE_MAX_START_RETRIES", "1"));

        Assert.Equal(1, await daemon.WaitForExitAsync());

        Assert.Equal(2, Count(daemon, "started"));
        Assert.Empty(daemon.Offspring);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task RecoveryOff_FirstExit_EndsTheContainerWithItsCode(string form)
    {
        await using DaemonProcess daemon = Start(form, "echo started; exit 9", ("ENGINE_AUTO_RECOVERY", "false"));

        Assert.Equal(9, await daemon.WaitForExitAsync());

        Assert.Equal(1, Count(daemon, "started"));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Restart_OfAnEngineWithGrandchildren_BeginsWithoutThem(string form)
    {
        int seconds = Random.Shared.Next(100_000, 999_999);
        await using DaemonProcess daemon = Start(
            form, $"s={seconds}; echo \"left: $(pgrep -cx -f \"sleep $s\")\"; setsid sleep $s & sleep 0.3; exit 1", ("ENGINE_MAX_START_RETRIES", "2"));

        Assert.Equal(1, await daemon.WaitForExitAsync());

        Assert.Equal(3, Count(daemon, "left: 0"));
    }

    [Fact(Timeout = 60000)]
    public async Task Orphans_WhileTheEngineRuns_AreReaped()
    {
        await using DaemonProcess daemon = Start("standard-supervisor", "(sleep 0.1 & sleep 0.1 &); echo orphans made; exec sleep 1000");
        await daemon.WaitForLineAsync("orphans made");

        Assert.True(await Eventually.Holds(() => ProcessScan.AllChildrenOf(daemon.Pid).Count == 1, DaemonProcess.Patience));
    }

    [Fact(Timeout = 60000)]
    public async Task Stop_DuringTheDelay_EndsAtOnceWithZero()
    {
        await using DaemonProcess daemon = Start("standard-supervisor", "exit 1", ("ENGINE_RECOVERY_BACKOFF_SECONDS", "3600"));
        await daemon.WaitForLineAsync("backing off");

        daemon.Signal(Native.SIGTERM);

        Assert.Equal(0, await daemon.WaitForExitAsync());
    }

    // As it is, or behind the daemon's label.
    private static int Count(DaemonProcess daemon, string text) =>
        daemon.Lines.Count(line => line == text || (line.EndsWith($"out | {text}", StringComparison.Ordinal) && !line.Contains("last output", StringComparison.Ordinal)));

    private static DaemonProcess Start(string form, string script, params (string Name, string Value)[] variables)
    {
        string launch = $"sh -c '{script.Trim().Replace("'", "'\\''", StringComparison.Ordinal)}'";
        var environment = new Dictionary<string, string?>
        {
            ["SUPERVISION_BACKOFF_MIN"] = "50ms",
            ["SUPERVISOR_CONFIG_PATH"] = "/dev/null",
        };
        if (variables.Any(one => one.Name == "ENGINE_RECOVERY_BACKOFF_SECONDS"))
            environment.Remove("SUPERVISION_BACKOFF_MIN");
        foreach (var (name, value) in variables)
            environment[name] = value;
        if (form is "supervisor-entrypoint" or "LAUNCH_COMMAND")
            environment["LAUNCH_COMMAND"] = launch;
        return DaemonProcess.Start(
            form switch
            {
                "LAUNCH_COMMAND" => [],
                "supervisor-entrypoint" => [form],
                _ => [form, "sh", "-c", script.Trim()],
            },
            environment);
    }
}
