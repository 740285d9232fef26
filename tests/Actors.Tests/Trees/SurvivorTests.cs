using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Settings;
using Supervision.Actors.Tests.Support;
using Supervision.Posix;

namespace Supervision.Actors.Tests.Trees;

/// <summary>
/// What KILL does not end. A process in a driver cannot be made in a test; here the process layer only says that there is one.
/// </summary>
public sealed class SurvivorTests
{
    [Fact(Timeout = 60000)]
    public async Task Engine_WithASurvivor_IsUnknown_AndHasNoSecondCopyUntilItIsGone()
    {
        await using var host = new StubbornHost();
        await using var harness = TreeHarness.Start(
            new SupervisionSettings
            {
                Groups =
                [
                    new GroupSettings
                    {
                        Name = "default",
                        Engines =
                        [
                            TreeHarness.Shell("one", "exec sleep 300") with
                            {
                                Stop = new StopSettings { Timeout = TimeSpan.FromMilliseconds(100), KillTimeout = TimeSpan.FromMilliseconds(100) },
                                Memory = new MemorySettings { Interval = TimeSpan.Zero },
                            },
                        ],
                    },
                ],
            },
            new SupervisionTreeOptions { ProcessHost = host });
        await harness.NextAsync<EngineRunning>();

        await harness.Tree.RestartEngineAsync("one");
        var unknown = await harness.NextAsync<EngineUnknown>();
        Assert.Equal(["4711 driver (D)"], unknown.Survivors);
        await harness.Tree.StartEngineAsync("one");
        // Asked again and again, as the timer has it, without anything being started.
        await host.AskedTimesAsync(4);
        Assert.Equal(1, host.Spawns);
        Assert.Equal(EngineState.Unknown, Assert.Single(await harness.Tree.StatusAsync()).State);

        host.Released = true;
        await harness.NextAsync<EngineRunning>();
        Assert.Equal(2, host.Spawns);
    }

    [Theory(Timeout = 60000)]
    [InlineData("", EngineState.Stopped, DesiredState.Down)]
    [InlineData("start", EngineState.Running, DesiredState.Up)]
    [InlineData("restart", EngineState.Running, DesiredState.Up)]
    [InlineData("start stop", EngineState.Stopped, DesiredState.Down)]
    [InlineData("restart stop", EngineState.Stopped, DesiredState.Down)]
    [InlineData("stop start", EngineState.Running, DesiredState.Up)]
    public async Task Commands_ToAnUnknownEngine_AreCarriedOutOnceItsSurvivorsAreGone(string commands, EngineState state, DesiredState desired)
    {
        await using var host = new StubbornHost();
        await using var harness = TreeHarness.Start(
            new SupervisionSettings
            {
                Groups =
                [
                    new GroupSettings
                    {
                        Name = "default",
                        Engines =
                        [
                            TreeHarness.Shell("one", "exec sleep 300") with
                            {
                                Stop = new StopSettings { Timeout = TimeSpan.FromMilliseconds(100), KillTimeout = TimeSpan.FromMilliseconds(100) },
                                Memory = new MemorySettings { Interval = TimeSpan.Zero },
                            },
                        ],
                    },
                ],
            },
            new SupervisionTreeOptions { ProcessHost = host });
        await harness.NextAsync<EngineRunning>();
        await harness.Tree.StopEngineAsync("one");
        await harness.StatusOfAsync("one", engine => engine.State == EngineState.Unknown);

        foreach (var command in commands.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            Assert.Equal(EngineCommandResult.Accepted, command switch
            {
                "start" => await harness.Tree.StartEngineAsync("one"),
                "stop" => await harness.Tree.StopEngineAsync("one"),
                _ => await harness.Tree.RestartEngineAsync("one"),
            });
        }

        Assert.Equal(EngineState.Unknown, Assert.Single(await harness.Tree.StatusAsync()).State);
        host.Released = true;
        var status = await harness.StatusOfAsync("one", engine => engine.State == state && engine.Desired == desired);
        Assert.Equal(state == EngineState.Running ? 2 : 1, status.Attempt);
    }

    private sealed class StubbornHost : IProcessHost
    {
        private readonly IProcessHost _host = ProcessHost.Start();
        private readonly SemaphoreSlim _asked = new(0);
        private int _spawns;

        public event Action<ReapedStranger>? StrangerReaped
        {
            add => _host.StrangerReaped += value;
            remove => _host.StrangerReaped -= value;
        }

        public int Spawns => Volatile.Read(ref _spawns);

        public volatile bool Released;

        public async Task AskedTimesAsync(int count)
        {
            for (var i = 0; i < count; i++)
            {
                Assert.True(await _asked.WaitAsync(TimeSpan.FromSeconds(20)));
            }
        }

        public async Task<SpawnResult> SpawnAsync(SpawnRequest request, IProcessObserver observer, CancellationToken ct = default)
        {
            Interlocked.Increment(ref _spawns);
            var result = await _host.SpawnAsync(request, observer, ct);
            return result is SpawnResult.Started started ? new SpawnResult.Started(new Stubborn(this, started.Process)) : result;
        }

        public void Dispose() => _host.Dispose();

        public ValueTask DisposeAsync() => _host.DisposeAsync();

        private Task<TreeStopResult> AnswerAsync(Func<Task<TreeStopResult>> really)
        {
            _asked.Release();
            return Released ? really() : Task.FromResult<TreeStopResult>(
                new TreeStopResult.Survivors([new TreeMember(4711, 1, "driver", 'D', 1)]) { Killed = true });
        }

        private sealed class Stubborn(StubbornHost owner, IChildProcess process) : IChildProcess
        {
            public int Pid => process.Pid;

            public ulong StartTime => process.StartTime;

            public bool HasExited => process.HasExited;

            public Task<ExitStatus> Exited => process.Exited;

            public SignalResult Signal(int signal) => process.Signal(signal);

            public SignalResult SignalGroup(int signal) => process.SignalGroup(signal);

            public IReadOnlyList<TreeMember> Tree(bool includeZombies = false) => process.Tree(includeZombies);

            public Task<TreeStopResult> StopTreeAsync(TreeStopOptions options, CancellationToken hasten = default) =>
                owner.AnswerAsync(() => process.StopTreeAsync(options, hasten));

            public Task<TreeStopResult> KillTreeAsync(TimeSpan bound) => owner.AnswerAsync(() => process.KillTreeAsync(TimeSpan.FromSeconds(10)));

            public ValueTask<StdinWriteResult> WriteStdinAsync(ReadOnlyMemory<byte> data, CancellationToken ct = default) =>
                process.WriteStdinAsync(data, ct);

            public void CloseStdin() => process.CloseStdin();

            public void Dispose() => process.Dispose();
        }
    }
}
