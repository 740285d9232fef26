namespace Supervision.Posix.Tests;

/// <summary>
/// What the PID 1 tests run inside a namespace: prints one line per fact, for the test outside to check.
/// </summary>
internal static class InitProbe
{
    internal static async Task<int> RunAsync()
    {
        var strangers = new List<ReapedStranger>();
        await using var host = ProcessHost.Start();
        host.StrangerReaped += stranger =>
        {
            lock (strangers)
                strangers.Add(stranger);
        };
        Console.WriteLine($"pid={Environment.ProcessId} first={PidOne.IsPidOne}");

        var plain = await Start(host, "exit 3");
        Console.WriteLine($"status={await plain.Exited}");

        // An orphan that ends by itself: it must be reaped here, with its status.
        var parent = await Start(host, "(sleep 0.2; exit 7) & exit 0");
        await parent.Exited;
        var deadline = TimeProvider.System.GetTimestamp();
        while (Count(strangers) == 0 && TimeProvider.System.GetElapsedTime(deadline) < TimeSpan.FromSeconds(10))
            await Task.Delay(5);
        lock (strangers)
            Console.WriteLine($"stranger={strangers.Select(s => s.Status.ToString()).FirstOrDefault()}");

        var tree = await Start(host, "sleep 300 & sleep 300 & wait");
        while (tree.Tree().Count is > 0 and < 3)
            await Task.Delay(5);
        var stopped = await tree.StopTreeAsync(new TreeStopOptions { Grace = TimeSpan.FromSeconds(1) });
        Console.WriteLine($"stop={stopped.GetType().Name} unproven={stopped.Unproven}");
        Console.WriteLine($"group={tree.SignalGroup(0)}");
        return 0;
    }

    private static int Count(List<ReapedStranger> strangers)
    {
        lock (strangers)
            return strangers.Count;
    }

    private static async Task<IChildProcess> Start(IProcessHost host, string script)
    {
        var result = await host.SpawnAsync(new SpawnRequest { Command = ["/bin/sh", "-c", script] }, new Recorder());
        return ((SpawnResult.Started)result).Process;
    }
}
