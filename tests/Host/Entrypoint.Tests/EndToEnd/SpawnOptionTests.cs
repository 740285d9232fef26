using Supervision.Entrypoint.Tests.Support;

namespace Supervision.Entrypoint.Tests.EndToEnd;

/// <summary>The helper is the executable itself: the options reach the engine of a real daemon.</summary>
public sealed class SpawnOptionTests
{
    [Fact(Timeout = 60000)]
    public async Task Options_ReachTheEngine()
    {
        using var file = new TempFile("options.conf", """
            supervision.engines.one {
              command = [sh, -c, "echo $(umask) $(nice) $(ulimit -Sn) $(ulimit -Hn) $(cat); exec sleep 300"]
              stdin = /etc/hostname
              umask = 027
              nice = 3
              limits { nofile = "64:128", core = 0 }
              no-new-privileges = true
              parent-death-signal = KILL
            }
            """);
        await using DaemonProcess daemon = DaemonProcess.StartFast("run", file.Path);

        LogLine output = await daemon.WaitForEventAsync("engine.output");
        Assert.Equal($"0027 3 64 128 {(await File.ReadAllTextAsync("/etc/hostname")).Trim()}", output.Text("line"));
    }

    [Fact(Timeout = 60000)]
    public async Task User_Unknown_IsAFailedStartInTheLog()
    {
        await using DaemonProcess daemon = DaemonProcess.StartFast(
            "--set", "supervision.defaults.engine.run-as.user=no-such-user", "--set", "supervision.defaults.engine.budget.max-retries=0", "--", "sleep", "300");

        LogLine failed = await daemon.WaitForEventAsync("engine.exited");
        Assert.Equal("there is no user 'no-such-user' on this system", failed.Text("reason"));
        Assert.Equal(1, await daemon.WaitForExitAsync());
    }
}
