using Supervision.Actors;
using Supervision.Actors.Engines;
using Supervision.Actors.Reload;
using Supervision.Actors.Settings;
using Supervision.Entrypoint.Daemon;
using Supervision.Entrypoint.Tests.Logging;
using Supervision.Posix;

namespace Supervision.Entrypoint.Tests.Daemon;

public sealed class DaemonRunTests
{
    private static readonly TreeOutcome Stopped = new(TreeOutcomeKind.Stopped, "stopped: SIGTERM", null, []);

    private readonly FakeTree _tree = new();
    private readonly LogFixture _fixture = new(LogFormat.Json);
    private readonly ManualTime _time = new();
    private readonly StopSignals _signals;

    public DaemonRunTests() => _signals = new StopSignals(_time);

    [Fact(Timeout = 30000)]
    public async Task Run_FirstAndSecondSignal_StopAndThenHasten()
    {
        _tree.OnCall = call =>
        {
            if (call.StartsWith("stop", StringComparison.Ordinal))
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                _signals.Receive("SIGINT");
            }
            else if (call == "hasten")
                _tree.Outcome.SetResult(Stopped);
        };
        Task<int> run = Start(Settings());

        _signals.Receive("SIGTERM");

        Assert.Equal(0, await run);
        Assert.Equal(["stop SIGTERM", "hasten", "dispose"], _tree.Calls);
    }

    [Fact(Timeout = 30000)]
    public async Task Run_SameSignalToProcessAndGroup_IsOneRequest()
    {
        Task<int> run = Start(Settings());

        _signals.Receive("SIGTERM");
        _time.Advance(TimeSpan.FromMilliseconds(20));
        _signals.Receive("SIGTERM");
        _tree.Outcome.SetResult(Stopped);

        Assert.Equal(0, await run);
        Assert.Equal(["stop SIGTERM", "dispose"], _tree.Calls);
    }

    [Fact(Timeout = 30000)]
    public Task Run_SystemRefusesTheStart_SaysSoWithoutCallingItABug() =>
        RefusedAsync("no epoll: Too many open files", "; raise the limit that is reached (ulimit -a shows them)");

    [Fact(Timeout = 30000)]
    public Task Run_AddressThatIsTaken_SaysNothingOfLimits() => RefusedAsync("supervision.health.listen = 127.0.0.1:1: Address already in use", "");

    private async Task RefusedAsync(string problem, string help)
    {
        var run = new DaemonRun(Settings(), [], _fixture.Log, _signals, (_, _) => throw new IOException(problem));

        Assert.Equal(70, await run.RunAsync());

        LogLine line = Assert.Single(_fixture.FinishJson(), line => line.Level == "critical");
        Assert.Equal($"cannot start: {problem}{help}", line.Message);
    }

    [Fact(Timeout = 30000)]
    public async Task Run_SystemGivesNoThread_SaysWhatToRaiseWithoutCallingItABug()
    {
        var run = new DaemonRun(Settings(), [], _fixture.Log, _signals, (_, _) => throw new TypeInitializationException("x", new OutOfMemoryException()));

        Assert.Equal(70, await run.RunAsync());

        LogLine line = Assert.Single(_fixture.FinishJson(), line => line.Level == "critical");
        Assert.Equal("daemon.out-of-resources", line.Event);
        Assert.Contains("LimitNOFILE=", line.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30000)]
    public async Task Run_SignalBeforeTheStart_StartsNothing()
    {
        _signals.Receive("SIGTERM");

        Assert.Equal(0, await new DaemonRun(Settings(), [], _fixture.Log, _signals, (_, _) => throw new InvalidOperationException()).RunAsync());

        Assert.Contains(_fixture.FinishJson(), line => line.Event == "daemon.stopped");
    }

    [Fact(Timeout = 30000)]
    public async Task Run_SignalDuringTheStart_StopsTheTree()
    {
        _tree.OnCall = _ => _tree.Outcome.TrySetResult(Stopped);
        var run = new DaemonRun(Settings(), [], _fixture.Log, _signals, (_, _) =>
        {
            _signals.Receive("SIGTERM");
            return _tree;
        });

        Assert.Equal(0, await run.RunAsync());
        Assert.Equal("stop SIGTERM", _tree.Calls[0]);
    }

    [Theory]
    [InlineData(ExitCodePolicy.One, 1)]
    [InlineData(ExitCodePolicy.Engine, 137)]
    public async Task Run_GaveUp_LogsTheSummaryOnceAndExitsByPolicy(ExitCodePolicy policy, int code)
    {
        var failure = new EngineFailure(FailureKind.Signalled, "killed by SIGKILL", ExitStatus.FromSignal(9), []);
        _tree.Outcome.SetResult(new TreeOutcome(TreeOutcomeKind.GaveUp, "gave up on vllm", failure, ["9 (x) D"]));

        Assert.Equal(code, await Start(Settings() with { ExitCode = policy }));

        LogLine[] log = _fixture.FinishJson();
        Assert.Equal("gave up on vllm", Assert.Single(log, line => line.Level == "error").Message);
        Assert.Equal("these processes could not be killed: 9 (x) D", Assert.Single(log, line => line.Event == "daemon.survivors").Message);
    }

    [Fact(Timeout = 30000)]
    public async Task Run_StoppedWithProcessesLeft_ExitsOne()
    {
        _tree.Outcome.SetResult(new TreeOutcome(TreeOutcomeKind.Stopped, "stopped: SIGTERM", null, ["9 (x) D"]));

        Assert.Equal(1, await Start(Settings()));

        LogLine[] log = _fixture.FinishJson();
        Assert.Equal("these processes could not be killed: 9 (x) D", Assert.Single(log, line => line.Event == "daemon.survivors").Message);
        Assert.Equal(1, Assert.Single(log, line => line.Event == "daemon.stopped").Number("exitCode"));
    }

    [Fact(Timeout = 30000)]
    public async Task Run_TreeReportsAnInternalError_Exits70()
    {
        _tree.Outcome.SetResult(new TreeOutcome(TreeOutcomeKind.InternalError, "out of luck", null, []));

        Assert.Equal(70, await Start(Settings()));

        LogLine line = Assert.Single(_fixture.FinishJson(), line => line.Level == "critical");
        Assert.Equal("this is a bug in supervision, please report it: out of luck", line.Message);
    }

    [Fact(Timeout = 30000)]
    public async Task Run_Throws_StopsTheEnginesAndExits70()
    {
        _tree.OnCall = call =>
        {
            if (call == "dispose")
                throw new InvalidOperationException("boom");
        };
        _tree.Outcome.SetResult(Stopped);

        Assert.Equal(70, await Start(Settings()));

        Assert.Equal(["dispose", "stop internal error"], _tree.Calls);
        Assert.Contains("boom", Assert.Single(_fixture.FinishJson(), line => line.Event == "daemon.internal-error").Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30000)]
    public async Task Run_ReloadThatFails_IsARefusalAndNoEnd()
    {
        _tree.OnReload = _ => throw new InvalidOperationException("no answer in time");
        var run = new DaemonRun(Settings(), [], _fixture.Log, _signals, (_, _) => _tree, () => new SettingsResult { Settings = Settings() });
        Task<int> ended = run.RunAsync();

        _signals.Receive("SIGTERM");
        await run.ReloadAsync("SIGUSR1");
        _tree.Outcome.SetResult(Stopped);

        Assert.Equal(0, await ended);
        Assert.Contains("no answer in time", Assert.Single(_fixture.FinishJson(), line => line.Event == "configuration.reload-refused").Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30000)]
    public async Task Run_ReloadsAskedForWhileOneRuns_AreOneMore()
    {
        var first = new TaskCompletionSource<ReloadResult>();
        int loads = 0;
        _tree.OnReload = _ => ++loads == 1 ? first.Task : Task.FromResult(new ReloadResult(ReloadStatus.Applied, SettingsDifference.Empty));
        var run = new DaemonRun(
            Settings(), [], _fixture.Log, _signals, (_, _) => _tree, () => new SettingsResult { Settings = Settings() with { ExitCode = ExitCodePolicy.Engine } });
        Task<int> ended = run.RunAsync();

        Task reload = run.ReloadAsync("SIGUSR1");
        await run.ReloadAsync("SIGUSR1");
        await run.ReloadAsync("SIGUSR1");
        Assert.Equal(1, loads);
        first.SetResult(new ReloadResult(ReloadStatus.Unchanged, SettingsDifference.Empty));
        await reload;
        Assert.Equal(2, loads);

        _tree.Outcome.SetResult(new TreeOutcome(
            TreeOutcomeKind.GaveUp, "gave up", new EngineFailure(FailureKind.Signalled, "killed by SIGKILL", ExitStatus.FromSignal(9), []), []));
        Assert.Equal(137, await ended);
    }

    private Task<int> Start(SupervisionSettings settings) => new DaemonRun(settings, [], _fixture.Log, _signals, (_, _) => _tree).RunAsync();

    private static SupervisionSettings Settings() => new()
    {
        Groups = [new GroupSettings { Name = "default", Engines = [new EngineSettings { Name = "vllm", Command = ["vllm"] }] }],
    };
}
