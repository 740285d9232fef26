using System.Collections.Immutable;
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Settings;
using Supervision.Actors.Tests.Support;
using static Supervision.Actors.Tests.Support.TreeHarness;

namespace Supervision.Actors.Tests.Hooks;

/// <summary>Real hooks of real engines. What happened in which order is told by the lines of one file.</summary>
public sealed class HookTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hooks-").FullName;

    private string Trace => Path.Combine(_folder, "trace");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private HookCommand Hook(string script, bool counts = false) => new() { Command = ["/bin/sh", "-c", script], FailureCounts = counts };

    private HookCommand Note(string what) => Hook($"echo {what} >> {Trace}");

    private string Lines() => string.Join(" | ", File.ReadAllLines(Trace));

    [Fact(Timeout = 60_000)]
    public async Task Hooks_OfALife_RunInOrderAndKnowTheAttempt()
    {
        var engine = Shell("engine", $"trap 'echo TERM >> {Trace}; exit 0' TERM; echo run >> {Trace}; echo up; while :; do sleep 0.02; done") with
        {
            Hooks = new HookSettings
            {
                PreStart = Note("$SUPERVISION_HOOK $SUPERVISION_ATTEMPT [$SUPERVISION_PID]"),
                PostStart = Note("$SUPERVISION_HOOK $SUPERVISION_ATTEMPT"),
                PreStop = Note("$SUPERVISION_HOOK $SUPERVISION_REASON"),
                PostStop = Note("$SUPERVISION_HOOK code=$SUPERVISION_EXIT_CODE"),
            },
        };
        await using var h = Start(engine, Shell("other", "exec sleep 100"));
        await h.NextOfAsync<HookCompleted>("engine", hook => hook.Hook == "post-start");
        await h.Tree.StopEngineAsync("engine");
        await h.NextOfAsync<EngineStopped>("engine");

        // Its first line and the post-start hook race; all else is ordered.
        Assert.Equal(
            "post-stop code=0 | pre-start 1 [] | pre-stop asked to stop | run | TERM | post-start 1".Split(" | ").Order(StringComparer.Ordinal),
            File.ReadAllLines(Trace).Order(StringComparer.Ordinal));
        Assert.StartsWith("pre-start 1 [] | ", Lines(), StringComparison.Ordinal);
        Assert.EndsWith(" | pre-stop asked to stop | TERM | post-stop code=0", Lines(), StringComparison.Ordinal);
        Assert.All(h.Seen.OfType<HookCompleted>(), hook => Assert.Null(hook.Problem));
        Assert.Equal(["pre-start", "post-start", "pre-stop", "post-stop"], h.Seen.OfType<HookCompleted>().Select(hook => hook.Hook));
        var stopping = h.Seen.FindIndex(one => one is EngineNotReady);
        Assert.InRange(stopping, 0, h.Seen.FindIndex(one => one is HookCompleted { Hook: "pre-stop" }));
    }

    [Fact(Timeout = 60_000)]
    public async Task PreStart_ThatFails_FailsTheAttempt()
    {
        var engine = Shell("engine", $"echo run >> {Trace}; exec sleep 100") with
        {
            Hooks = new HookSettings { PreStart = Hook("echo no token; exit 5", counts: true) },
            Budget = new BudgetSettings { MaxRetries = 1 },
        };
        await using var h = Start(engine);

        var failure = (await h.OutcomeAsync()).Failure!;

        Assert.Equal((FailureKind.HookFailed, "hook pre-start failed: /bin/sh exited with code 5: no token"), (failure.Kind, failure.Message));
        Assert.False(File.Exists(Trace));
    }

    [Fact(Timeout = 60_000)]
    public async Task PreStart_WhoseFailureIsIgnored_IsTold()
    {
        await using var h = Start(Shell("engine", "exec sleep 100") with { Hooks = new HookSettings { PreStart = Hook("exit 5") } });

        await h.NextOfAsync<EngineRunning>("engine");

        Assert.Equal("/bin/sh exited with code 5", Assert.Single(h.Seen.OfType<HookCompleted>()).Problem);
    }

    [Fact(Timeout = 60_000)]
    public async Task PostStart_WhoseFailureCounts_RestartsTheEngine()
    {
        await using var h = Start(Shell("engine", "exec sleep 100") with { Hooks = new HookSettings { PostStart = Hook("exit 6", counts: true) } });

        var exited = await h.NextOfAsync<EngineExited>("engine");
        await h.NextOfAsync<EngineStarting>("engine", starting => starting.Attempt == 2);

        Assert.Equal((FailureKind.HookFailed, "hook post-start failed: /bin/sh exited with code 6"), (exited.Failure!.Kind, exited.Failure.Message));
    }

    [Fact(Timeout = 60_000)]
    public async Task PostStart_OfAnEngineThatStops_IsCancelled()
    {
        var mark = Guid.NewGuid().ToString("N");
        await using var h = Start(Shell("engine", "exec sleep 100") with
        {
            Environment = ImmutableSortedDictionary<string, string?>.Empty.Add("HOOK_TEST_MARK", mark),
            Hooks = new HookSettings { PostStart = Hook("echo begun; sleep 100 & wait", counts: true) with { Timeout = TimeSpan.FromHours(1) } },
        });
        await h.NextOfAsync<EngineReady>("engine");

        await h.Tree.StopEngineAsync("engine");
        await h.NextAsync<HookCompleted>(hook => hook.Problem?.StartsWith("/bin/sh was cancelled", StringComparison.Ordinal) == true);

        // Which of the two is down first is open.
        if (!h.Seen.OfType<EngineStopped>().Any())
        {
            await h.NextOfAsync<EngineStopped>("engine");
        }

        Assert.Empty(Proc.WithEnvironment(mark));
    }

    [Fact(Timeout = 60_000)]
    public async Task PreStop_ThatHangs_IsKilledAtItsTimeoutAndTheStopGoesOn()
    {
        await using var h = Start(Shell("engine", "exec sleep 100") with
        {
            Hooks = new HookSettings { PreStop = Hook("exec sleep 100") with { Timeout = TimeSpan.FromMilliseconds(300) } },
        });
        await h.NextOfAsync<EngineReady>("engine");

        await h.Tree.StopEngineAsync("engine");
        await h.NextOfAsync<EngineStopped>("engine");

        Assert.Equal("/bin/sh did not end within 0.3 s and was killed", Assert.Single(h.Seen.OfType<HookCompleted>()).Problem);
    }

    [Fact(Timeout = 60_000)]
    public async Task PreStop_OfAStopThatIsHastened_IsSkipped()
    {
        await using var h = Start(Shell("engine", "exec sleep 100") with
        {
            Hooks = new HookSettings { PreStop = Hook("exec sleep 100") with { Timeout = TimeSpan.FromHours(1) } },
        });
        await h.NextOfAsync<EngineReady>("engine");
        h.Tree.Stop("test");
        await h.NextOfAsync<EngineStopping>("engine");

        h.Tree.Hasten();

        await h.OutcomeAsync();
    }

    [Fact(Timeout = 60_000)]
    public async Task PreStop_OfAnEngineThatEnds_IsCancelled()
    {
        await using var h = Start(Shell("engine", "exec sleep 100") with
        {
            Hooks = new HookSettings { PreStop = Hook($"kill -9 $SUPERVISION_PID; exec sleep 100") with { Timeout = TimeSpan.FromHours(1) } },
        });
        await h.NextOfAsync<EngineReady>("engine");

        await h.Tree.StopEngineAsync("engine");

        await h.NextOfAsync<EngineStopped>("engine");
    }

    [Fact(Timeout = 60_000)]
    public async Task PostStop_OfAFailedAttempt_RunsBeforeTheNext()
    {
        var engine = Shell("engine", $"echo run >> {Trace}; exit 3") with
        {
            Hooks = new HookSettings { PostStop = Note("post-stop code=$SUPERVISION_EXIT_CODE") },
            Budget = new BudgetSettings { MaxRetries = 1 },
        };
        await using var h = Start(engine);

        await h.OutcomeAsync();

        Assert.Equal("run | post-stop code=3 | run | post-stop code=3", Lines());
    }

    [Fact(Timeout = 60_000)]
    public async Task PreStop_OfAFailure_IsSkipped()
    {
        var engine = Shell("engine", "exec sleep 100") with
        {
            Hooks = new HookSettings { PreStop = Note("pre-stop"), PostStart = Hook("exit 1", counts: true) },
            Budget = new BudgetSettings { MaxRetries = 1 },
        };
        await using var h = Start(engine);

        await h.OutcomeAsync();

        Assert.False(File.Exists(Trace));
    }
}
