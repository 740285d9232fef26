using System.Globalization;
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Settings;
using Supervision.Actors.Tests.Support;
using Supervision.Posix;
using static Supervision.Actors.Tests.Support.TreeHarness;

namespace Supervision.Actors.Tests.Trees;

/// <summary>Every command in every state that an engine can be kept in, over real processes, and where it leads.</summary>
public sealed class CommandMatrixTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("supervision-matrix-").FullName;

    private string Flag => Path.Combine(_folder, "flag");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>State, command, answer, and the state and wish in which the engine comes to rest.</summary>
    public static TheoryData<EngineState, string, EngineCommandResult, EngineState, DesiredState> Cells() => new()
    {
        { EngineState.Stopped, "start", EngineCommandResult.Accepted, EngineState.Running, DesiredState.Up },
        { EngineState.Stopped, "stop", EngineCommandResult.Accepted, EngineState.Stopped, DesiredState.Down },
        { EngineState.Stopped, "restart", EngineCommandResult.Accepted, EngineState.Running, DesiredState.Up },
        { EngineState.Stopped, "signal", EngineCommandResult.NotRunning, EngineState.Stopped, DesiredState.Down },
        { EngineState.Stopped, "hasten", EngineCommandResult.Accepted, EngineState.Stopped, DesiredState.Down },
        { EngineState.Running, "start", EngineCommandResult.Accepted, EngineState.Running, DesiredState.Up },
        { EngineState.Running, "stop", EngineCommandResult.Accepted, EngineState.Stopped, DesiredState.Down },
        { EngineState.Running, "restart", EngineCommandResult.Accepted, EngineState.Running, DesiredState.Up },
        { EngineState.Running, "signal", EngineCommandResult.Accepted, EngineState.Running, DesiredState.Up },
        { EngineState.Running, "hasten", EngineCommandResult.Accepted, EngineState.Running, DesiredState.Up },
        { EngineState.Backoff, "start", EngineCommandResult.Accepted, EngineState.Running, DesiredState.Up },
        { EngineState.Backoff, "stop", EngineCommandResult.Accepted, EngineState.Stopped, DesiredState.Down },
        { EngineState.Backoff, "restart", EngineCommandResult.Accepted, EngineState.Running, DesiredState.Up },
        { EngineState.Backoff, "signal", EngineCommandResult.NotRunning, EngineState.Backoff, DesiredState.Up },
        { EngineState.Backoff, "hasten", EngineCommandResult.Accepted, EngineState.Backoff, DesiredState.Up },
        { EngineState.Stopping, "start", EngineCommandResult.Accepted, EngineState.Running, DesiredState.Up },
        { EngineState.Stopping, "stop", EngineCommandResult.Accepted, EngineState.Stopped, DesiredState.Down },
        { EngineState.Stopping, "restart", EngineCommandResult.Accepted, EngineState.Running, DesiredState.Up },
        { EngineState.Stopping, "signal", EngineCommandResult.Accepted, EngineState.Stopped, DesiredState.Down },
        { EngineState.Stopping, "hasten", EngineCommandResult.Accepted, EngineState.Stopped, DesiredState.Down },
        { EngineState.Exited, "start", EngineCommandResult.Accepted, EngineState.Running, DesiredState.Up },
        { EngineState.Exited, "stop", EngineCommandResult.Accepted, EngineState.Stopped, DesiredState.Down },
        { EngineState.Exited, "restart", EngineCommandResult.Accepted, EngineState.Running, DesiredState.Up },
        { EngineState.Exited, "signal", EngineCommandResult.NotRunning, EngineState.Exited, DesiredState.Down },
        { EngineState.Exited, "hasten", EngineCommandResult.Accepted, EngineState.Exited, DesiredState.Down },
        { EngineState.Fatal, "start", EngineCommandResult.Accepted, EngineState.Running, DesiredState.Up },
        { EngineState.Fatal, "stop", EngineCommandResult.Accepted, EngineState.Stopped, DesiredState.Down },
        { EngineState.Fatal, "restart", EngineCommandResult.Accepted, EngineState.Running, DesiredState.Up },
        { EngineState.Fatal, "signal", EngineCommandResult.NotRunning, EngineState.Fatal, DesiredState.Up },
        { EngineState.Fatal, "hasten", EngineCommandResult.Accepted, EngineState.Fatal, DesiredState.Up },
    };

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Cells))]
    public async Task Command_InAState_LeadsWhereItSays(
        EngineState state, string command, EngineCommandResult answer, EngineState next, DesiredState desired)
    {
        await using var harness = Start(EngineIn(state), Shell("beside", "exec sleep 100"));
        if (state == EngineState.Stopping)
        {
            await harness.NextOfAsync<EngineOutput>("web", output => output.Line == "up");
            await harness.Tree.StopEngineAsync("web");
        }

        var before = await harness.StatusOfAsync("web", engine => engine.State == state && (state != EngineState.Exited || engine.Desired == DesiredState.Down));
        await File.WriteAllTextAsync(Flag, "");

        Assert.Equal(answer, await RunAsync(harness.Tree, command));

        var restarted = next == EngineState.Running && (state != EngineState.Running || command == "restart");
        var after = await harness.StatusOfAsync("web", engine => engine.State == next && engine.Desired == desired && (!restarted || engine.Attempt > before.Attempt));
        Assert.Equal(restarted ? before.Attempt + 1 : before.Attempt, after.Attempt);
        // Nothing of the last attempt is left behind a state without a process.
        if (next is EngineState.Stopped && before.Pid is { } pid)
        {
            Assert.False(Directory.Exists(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}")));
        }
    }

    [Theory(Timeout = 60_000)]
    [InlineData("start", EngineCommandResult.Accepted, EngineState.Running, DesiredState.Up)]
    [InlineData("stop", EngineCommandResult.Accepted, EngineState.Stopped, DesiredState.Down)]
    [InlineData("restart", EngineCommandResult.Accepted, EngineState.Running, DesiredState.Up)]
    [InlineData("signal", EngineCommandResult.NotRunning, EngineState.Running, DesiredState.Up)]
    [InlineData("hasten", EngineCommandResult.Accepted, EngineState.Running, DesiredState.Up)]
    public async Task Command_WhileStarting_LeadsWhereItSays(string command, EngineCommandResult answer, EngineState next, DesiredState desired)
    {
        await using var host = new SlowHost();
        await using var harness = TreeHarness.Start(
            new SupervisionSettings { Groups = [new GroupSettings { Name = "default", Engines = [Shell("web", "exec sleep 100")] }] },
            new SupervisionTreeOptions { ProcessHost = host });
        await harness.StatusOfAsync("web", engine => engine.State == EngineState.Starting);

        Assert.Equal(answer, await RunAsync(harness.Tree, command));
        host.Gate.SetResult();

        var after = await harness.StatusOfAsync("web", engine => engine.State == next && engine.Desired == desired);
        Assert.Equal(1, after.Attempt);
        Assert.Equal(1, host.Spawns);
    }

    // As soon as the flag is there it runs for good, whatever it did before.
    private EngineSettings EngineIn(EngineState state)
    {
        var run = $"test -e {Flag} && exec sleep 100; ";
        return state switch
        {
            EngineState.Stopped => Shell("web", "exec sleep 100") with { AutoStart = false },
            EngineState.Running => Shell("web", "trap '' USR1; exec sleep 100"),
            EngineState.Backoff => Shell("web", run + "exit 1") with { Backoff = new BackoffSettings { Min = TimeSpan.FromHours(1), Max = TimeSpan.FromHours(1) } },
            EngineState.Stopping => Shell("web", run + "trap '' USR1; trap 'sleep 0.5; exit 0' TERM; echo up; while :; do sleep 0.02; done"),
            EngineState.Exited => Shell("web", run + "exit 0") with { Restart = RestartType.Transient },
            _ => Shell("web", run + "exit 1") with { Budget = new BudgetSettings { MaxRetries = 0, RetryAfter = TimeSpan.FromHours(1) } },
        };
    }

    private static Task<EngineCommandResult> RunAsync(SupervisionTree tree, string command) => command switch
    {
        "start" => tree.StartEngineAsync("web"),
        "stop" => tree.StopEngineAsync("web"),
        "restart" => tree.RestartEngineAsync("web"),
        "signal" => tree.SignalEngineAsync("web", 10),
        _ => tree.HastenEngineAsync("web"),
    };

    /// <summary>Spawns nothing before its gate is open.</summary>
    private sealed class SlowHost : IProcessHost
    {
        private readonly IProcessHost _host = ProcessHost.Start();
        private int _spawns;

        public event Action<ReapedStranger>? StrangerReaped
        {
            add => _host.StrangerReaped += value;
            remove => _host.StrangerReaped -= value;
        }

        public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Spawns => Volatile.Read(ref _spawns);

        public async Task<SpawnResult> SpawnAsync(SpawnRequest request, IProcessObserver observer, CancellationToken ct = default)
        {
            Interlocked.Increment(ref _spawns);
            await Gate.Task.WaitAsync(ct);
            return await _host.SpawnAsync(request, observer, ct);
        }

        public void Dispose() => _host.Dispose();

        public ValueTask DisposeAsync() => _host.DisposeAsync();
    }
}
