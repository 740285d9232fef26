namespace Supervision.Posix.Tests;

/// <summary>Runs below a fresh cgroup2 mount, and prints one line per fact.</summary>
internal static class CgroupProbe
{
    internal static async Task<int> RunAsync()
    {
        await using var host = ProcessHost.Start();
        var request = new SpawnRequest { Command = ["/bin/sh", "-c", "exec sleep 300"], Cgroup = CgroupMode.Required, Mark = "probe:1/x" };
        var result = await host.SpawnAsync(request, new Recorder());
        if (result is SpawnResult.Failed failed)
        {
            Console.WriteLine(failed.Failure.Message);
            return 1;
        }

        var plain = (ChildProcess)((SpawnResult.Started)result).Process;
        var directory = plain.Cgroup!.Directory;
        Console.WriteLine($"name={Path.GetFileName(directory).Split('.')[^1]} members={File.ReadAllText(directory + "/cgroup.procs").Trim() == plain.Pid.ToString(null, null)}");
        Console.WriteLine($"stop={(await plain.KillTreeAsync(TimeSpan.FromSeconds(10))).GetType().Name} populated={plain.Cgroup.IsPopulated()}");
        plain.Dispose();
        Console.WriteLine($"removed={!Directory.Exists(directory)}");

        // Forks twice, leaves its session, forgets its parents and clears its environment: only the group still tells whose it is.
        var daemon = (ChildProcess)((SpawnResult.Started)await host.SpawnAsync(request with
        {
            Command = ["/bin/sh", "-c", "(setsid env -i sleep 301 >/dev/null 2>&1 &) ; exit 0"],
            Mark = null,
        }, new Recorder())).Process;
        await daemon.Exited;
        var members = File.ReadAllLines(daemon.Cgroup!.ProcsFile);
        Console.WriteLine($"escapee-in-group={members.Length}");
        var stopped = await daemon.StopTreeAsync(new TreeStopOptions { Grace = TimeSpan.FromSeconds(2) });
        Console.WriteLine($"stop={stopped.GetType().Name} killed={stopped.Killed} populated={daemon.Cgroup.IsPopulated()}");
        daemon.Dispose();

        // A fork bomb of bounded size that ignores TERM.
        var bomb = (ChildProcess)((SpawnResult.Started)await host.SpawnAsync(request with
        {
            Command = ["/bin/sh", "-c", "trap '' TERM; f() { [ $1 -gt 0 ] && { f $(($1-1)) & f $(($1-1)) & }; sleep 300; }; f 5"],
        }, new Recorder())).Process;
        while (File.ReadAllLines(bomb.Cgroup!.ProcsFile).Length < 63)
            await Task.Delay(5);
        Console.WriteLine($"bomb={(await bomb.KillTreeAsync(TimeSpan.FromSeconds(10))).GetType().Name} populated={bomb.Cgroup.IsPopulated()}");
        directory = bomb.Cgroup.Directory;
        bomb.Dispose();
        Console.WriteLine($"removed={!Directory.Exists(directory)}");

        var refused = await host.SpawnAsync(request with { Command = ["/no/such/program"] }, new Recorder());
        Console.WriteLine($"refused={refused is SpawnResult.Failed} left={Directory.GetDirectories(Path.GetDirectoryName(directory)!, "supervision.*").Length}");
        return 0;
    }
}
