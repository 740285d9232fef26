using System.Globalization;

namespace Supervision.Posix.Tests;

/// <summary>Runs as PID 1 of a namespace, where the next pid can be chosen: gives the pid of an ended child to others, and prints one line per fact.</summary>
internal static class ReuseProbe
{
    internal static async Task<int> RunAsync()
    {
        await using var host = ProcessHost.Start();
        var old = await Start(host, "exit 3");
        await old.Exited;

        // A sibling of ours by the same number.
        var successor = await StartAs(old.Pid, () => Start(host, "exec sleep 300"));
        Console.WriteLine($"reused={successor.Pid == old.Pid}");
        Console.WriteLine($"signal={old.Signal(Signals.Kill)} group={old.SignalGroup(Signals.Kill)} tree={old.Tree().Count}");
        Console.WriteLine($"stop={(await old.KillTreeAsync(TimeSpan.FromSeconds(5))).GetType().Name} killed-successor={successor.HasExited}");
        await successor.KillTreeAsync(TimeSpan.FromSeconds(5));

        // A process of another tree by the same number, in a session of its own, as whose leader it could be mistaken for the old one.
        var second = await Start(host, "exit 4");
        await second.Exited;
        // Scans tell processes apart by number and start time, in hundredths of a second; left alone, the kernel reuses no number that soon.
        await Task.Delay(30);
        var shell = await Start(host, $"read go; echo {second.Pid - 1} > /proc/sys/kernel/ns_last_pid; setsid sleep 301 & wait", StdinMode.Pipe);
        var found = false;
        for (var i = 0; i < 1 && !found; i++)
        {
            await shell.WriteStdinAsync("go\n"u8.ToArray());
            for (var wait = 0; wait < 1000 && shell.Tree().Count < 2; wait++)
                await Task.Delay(5);
            found = shell.Tree().Any(member => member.Pid == second.Pid);
        }

        // The number may have gone to a thread of ours in between; then there is nothing to mistake.
        Console.WriteLine($"mistaken={second.Tree().Count} group={second.SignalGroup(Signals.Kill)} alive={shell.Tree().Count == 2}");
        await shell.KillTreeAsync(TimeSpan.FromSeconds(5));
        return 0;
    }

    private static async Task<IChildProcess> StartAs(int pid, Func<Task<IChildProcess>> start)
    {
        // Threads take numbers as well, so it may need a few goes.
        for (var i = 0; ; i++)
        {
            await File.WriteAllTextAsync("/proc/sys/kernel/ns_last_pid", (pid - 1).ToString(CultureInfo.InvariantCulture));
            var child = await start();
            if (child.Pid == pid || i == 200)
                return child;
            await child.KillTreeAsync(TimeSpan.FromSeconds(5));
            child.Dispose();
        }
    }

    private static async Task<IChildProcess> Start(IProcessHost host, string script, StdinMode stdin = StdinMode.Null)
    {
        var result = await host.SpawnAsync(new SpawnRequest { Command = ["/bin/sh", "-c", script], Stdin = stdin }, new Recorder());
        return ((SpawnResult.Started)result).Process;
    }
}
