namespace Supervision.Posix.Tests;

/// <summary>Stops, without the capability to signal other users' processes, a child that became another user.</summary>
internal static class SurvivorProbe
{
    internal static async Task<int> RunAsync()
    {
        await using var host = ProcessHost.Start();
        var request = new SpawnRequest { Command = ["setpriv", "--reuid", "65534", "--clear-groups", "sh", "-c", "echo ready; exec sleep 300"] };
        var seen = new Recorder();
        var child = ((SpawnResult.Started)await host.SpawnAsync(request, seen)).Process;
        await seen.UntilOutput("ready");
        while (child.Tree() is not [{ Name: "sleep", State: 'S' }])
            await Task.Delay(5);
        Console.WriteLine($"signal={child.Signal(Signals.Term)}");
        var began = TimeProvider.System.GetTimestamp();
        var result = await child.StopTreeAsync(
            new TreeStopOptions { Grace = TimeSpan.FromMilliseconds(100), KillWait = TimeSpan.FromMilliseconds(300) });
        var inTime = TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(5);
        var members = result is TreeStopResult.Survivors survivors ? survivors.Members : [];
        Console.WriteLine($"result={result.GetType().Name} killed={result.Killed} in-time={inTime}");
        Console.WriteLine($"members={string.Join(',', members.Select(m => m == child.Tree()[0] ? m.Name + m.State : "wrong"))}");
        return 0;
    }
}
