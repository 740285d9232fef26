namespace Supervision.Posix.Tests;

/// <summary>A daemon whose child is to die with it: prints the child's pid and waits to be killed.</summary>
internal static class DeathProbe
{
    internal static async Task<int> RunAsync()
    {
        var host = ProcessHost.Start();
        var result = await host.SpawnAsync(
            new SpawnRequest { Command = ["sleep", "300"], ParentDeathSignal = Signals.Kill, Stdout = OutputMode.Null, Stderr = OutputMode.Null }, new Recorder());
        if (result is SpawnResult.Failed failed)
            Console.Error.WriteLine(failed.Failure);
        else
            Console.WriteLine(((SpawnResult.Started)result).Process.Pid);
        await Task.Delay(Timeout.Infinite);
        return 0;
    }
}
