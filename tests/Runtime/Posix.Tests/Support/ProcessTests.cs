using System.Globalization;

namespace Supervision.Posix.Tests;

/// <summary>
/// Tests with real processes run one after the other: they count descriptors, processes and orphans of this process, and a script that one
/// test writes must not be held open by a child that another is starting.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RealProcesses
{
    public const string Name = "real processes";
}

/// <summary>A host, and children that never outlive their test.</summary>
[Collection(RealProcesses.Name)]
public abstract class ProcessTests : IAsyncLifetime
{
    private readonly List<IChildProcess> _children = [];
    private static int _marks;

    private protected IProcessHost Host { get; } = ProcessHost.Start(new ProcessHostOptions
    {
        ObserverFault = e => Assert.Fail(e.ToString()),
        SpawnShim = ProbeProgram.Shim,
    });

    private protected static SpawnRequest Shell(string script) => new()
    {
        Command = ["/bin/sh", "-c", script],
        Mark = string.Create(CultureInfo.InvariantCulture, $"test-{Environment.ProcessId}-{Interlocked.Increment(ref _marks)}"),
    };

    private protected async Task<(IChildProcess Child, Recorder Seen)> Start(SpawnRequest request)
    {
        var seen = new Recorder();
        var child = Assert.IsType<SpawnResult.Started>(await Host.SpawnAsync(request, seen)).Process;
        Keep(child);
        return (child, seen);
    }

    /// <summary>Ends a child with the test.</summary>
    private protected void Keep(IChildProcess child)
    {
        lock (_children)
            _children.Add(child);
    }

    private protected Task<(IChildProcess Child, Recorder Seen)> Start(string script) => Start(Shell(script));

    private protected async Task<Recorder> RunToEnd(SpawnRequest request)
    {
        var (_, seen) = await Start(request);
        await seen.UntilOver();
        return seen;
    }

    private protected Task<Recorder> RunToEnd(string script) => RunToEnd(Shell(script));

    private protected async Task<SpawnFailure> Fail(SpawnRequest request) =>
        Assert.IsType<SpawnResult.Failed>(await Host.SpawnAsync(request, new Recorder())).Failure;

    private protected static bool IsAlive(int pid) => StatFile.TryRead(pid, out var row) && !row.IsDead;

    private protected static int[] OpenDescriptors(int pid) =>
        [.. Directory.GetFileSystemEntries($"/proc/{pid}/fd").Select(f => int.Parse(Path.GetFileName(f), CultureInfo.InvariantCulture)).Order()];

    /// <summary>Looks again, every few milliseconds, at something that no event tells about; a deadline makes it fail, not pass.</summary>
    private protected static async Task Eventually(Func<bool> condition, string what)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(deadline) < TimeSpan.FromSeconds(20), $"not within 20 s: {what}");
            await Task.Delay(5);
        }
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await Task.WhenAll(_children.Select(c => c.KillTreeAsync(TimeSpan.FromSeconds(10))));
        foreach (var child in _children)
            child.Dispose();
        await Host.DisposeAsync();
    }
}
