using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Settings;
using Supervision.Actors.Tests.Support;
using Supervision.Posix;
using static Supervision.Actors.Tests.Support.TreeHarness;

namespace Supervision.Actors.Tests.Memory;

public sealed class MemoryTests
{
    // The memory is held by a grandchild, so that only a count over the whole tree finds it.
    private const string Hog = "sh -c 'x=$(head -c 60000000 /dev/zero | tr \"\\0\" a); echo full; sleep 100' & wait";

    private static EngineSettings Watched(string script, MemoryAction action, TimeSpan sustain) => Shell("hog", script) with
    {
        Memory = new MemorySettings { MaxRss = 40 << 20, Sustain = sustain, Grace = TimeSpan.Zero, Action = action, Interval = TimeSpan.FromMilliseconds(100) },
    };

    [Fact(Timeout = 60_000)]
    public async Task Limit_ExceededByTheTree_RestartsTheEngine()
    {
        await using var harness = Start(Watched(Hog, MemoryAction.Restart, TimeSpan.FromMilliseconds(200)));

        var exceeded = await harness.NextOfAsync<MemoryExceeded>("hog");
        var exited = await harness.NextOfAsync<EngineExited>("hog");

        Assert.True(exceeded.Rss > exceeded.Limit);
        Assert.True(exceeded.For >= TimeSpan.FromMilliseconds(200));
        Assert.Equal(FailureKind.MemoryExceeded, exited.Failure!.Kind);
        await harness.NextOfAsync<EngineRunning>("hog");
    }

    [Fact(Timeout = 60_000)]
    public async Task Limit_WithActionEvent_OnlyPublishes()
    {
        await using var harness = Start(Watched(Hog, MemoryAction.Event, TimeSpan.Zero));

        await harness.NextOfAsync<MemoryExceeded>("hog");
        for (var i = 0; i < 5; i++)
        {
            await harness.NextOfAsync<MemorySampled>("hog");
        }

        Assert.Single(harness.Seen.OfType<MemoryExceeded>());
        Assert.DoesNotContain(harness.Seen, e => e is EngineExited);
    }

    [Fact(Timeout = 60_000)]
    public async Task Samples_CountEveryProcessOfTheTree()
    {
        await using var harness = Start(Shell("tree", "sleep 100 & sleep 100 & wait") with
        {
            Memory = new MemorySettings { Interval = TimeSpan.FromMilliseconds(100) },
        });

        var sample = await harness.NextOfAsync<MemorySampled>("tree", value => value.Processes == 3);

        Assert.InRange(sample.Rss, 100_000, 100_000_000);
        Assert.Equal((3, sample.Rss), (sample.Sample.Threads, sample.Sample.RssBytes));
        Assert.Equal(3, sample.Top.Length);
        Assert.Contains(sample.Pid!.Value, sample.Top.Select(process => process.Pid));
    }

    [Fact(Timeout = 60_000)]
    public async Task ProportionalLimit_ExceededByTheTree_RestartsTheEngine()
    {
        var hog = Watched(Hog, MemoryAction.Restart, TimeSpan.Zero);
        await using var harness = Start(hog with { Memory = hog.Memory with { MaxRss = 0, MaxPss = 40 << 20 } });

        var exceeded = await harness.NextOfAsync<MemoryExceeded>("hog");

        Assert.Equal((MemoryRule.Pss, 40L << 20), (exceeded.Rule, exceeded.Limit));
        Assert.True(exceeded.Used > exceeded.Limit);
        Assert.Equal("sh", exceeded.Top[0].Name);
        Assert.Contains("proportional memory", (await harness.NextOfAsync<EngineExited>("hog")).Failure!.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Growth_FasterThanAllowed_IsPublished()
    {
        // About 1 MiB each tenth of a second, for ten seconds.
        const string Grow = "x=; i=0; while [ $i -lt 100 ]; do x=$x$(head -c 1000000 /dev/zero | tr '\\0' a); i=$((i+1)); sleep 0.1; done; sleep 100";
        await using var harness = Start(Shell("grower", Grow) with
        {
            Memory = new MemorySettings
            {
                Growth = new MemoryGrowthSettings { BytesPerHour = 1 << 20, Window = TimeSpan.FromSeconds(1) },
                Sustain = TimeSpan.Zero,
                Grace = TimeSpan.Zero,
                Action = MemoryAction.Event,
                Interval = TimeSpan.FromMilliseconds(100),
            },
        });

        var exceeded = await harness.NextOfAsync<MemoryExceeded>("grower");

        Assert.Equal((MemoryRule.Growth, 1L << 20), (exceeded.Rule, exceeded.Limit));
        Assert.True(exceeded.Used > exceeded.Limit);
    }

    [Fact(Timeout = 60_000)]
    public async Task Grace_AfterAStart_HoldsTheLimitBack()
    {
        var hog = Watched(Hog, MemoryAction.Restart, TimeSpan.Zero);
        await using var harness = Start(hog with { Memory = hog.Memory with { Grace = TimeSpan.FromHours(1) } });

        await harness.NextOfAsync<MemorySampled>("hog", sample => sample.Rss > 50 << 20);
        for (var i = 0; i < 5; i++)
        {
            await harness.NextOfAsync<MemorySampled>("hog");
        }

        Assert.DoesNotContain(harness.Seen, e => e is MemoryExceeded or EngineExited);
    }

    [Fact(Timeout = 60_000)]
    public async Task DrainRestart_WaitsThePreStopTime_AsNotReady()
    {
        var hog = Watched(Hog, MemoryAction.DrainRestart, TimeSpan.Zero);
        await using var harness = Start(hog with { Stop = hog.Stop with { PreStop = TimeSpan.FromMilliseconds(700) } });

        var stopping = await harness.NextOfAsync<EngineStopping>("hog");
        var notReady = harness.Seen.OfType<EngineNotReady>().SingleOrDefault() ?? await harness.NextOfAsync<EngineNotReady>("hog");
        var exited = await harness.NextOfAsync<EngineExited>("hog");

        Assert.Contains("resident memory", stopping.Why, StringComparison.Ordinal);
        Assert.True(exited.Timestamp - notReady.Timestamp >= TimeSpan.FromMilliseconds(600), "it drained");
        Assert.Equal(FailureKind.MemoryExceeded, exited.Failure!.Kind);
        await harness.NextOfAsync<EngineRunning>("hog");
    }

    [Fact(Timeout = 60_000)]
    public async Task Instances_OverTheirLimit_AreRestartedOneAtATime()
    {
        // Each goes over its limit soon after it is ready, which the probe itself tells it; both do so at about the same time.
        var folder = Directory.CreateTempSubdirectory("supervision-actors-").FullName;
        var flag = $"{folder}/$SUPERVISION_INSTANCE";
        var hog = Watched($"rm -f {flag}; while [ ! -e {flag} ]; do sleep 0.05; done; {Hog}", MemoryAction.Restart, TimeSpan.Zero);
        var probe = new ProbeSettings
        {
            Check = new ProbeCheck.Exec(["/bin/sh", "-c", $"touch {flag}"]),
            InitialDelay = TimeSpan.FromMilliseconds(500),
            Period = TimeSpan.FromMilliseconds(200),
        };
        var hogs = Enumerable.Range(0, 2).Select(index => hog with
        {
            Name = $"hog-{index}",
            Engine = "hog",
            Instance = index,
            Budget = new BudgetSettings { MaxRetries = null },
            Probes = new ProbesSettings { Readiness = probe },
        });
        await using var harness = Start([.. hogs]);

        // Between the end of one instance and its next readiness the other one must not be taken down.
        string? down = null;
        var restarts = 0;
        while (restarts < 4)
        {
            var value = await harness.NextAsync<EngineEvent>(e => e is EngineReady || e is EngineStopping);
            if (value is EngineReady)
            {
                down = down == value.Engine ? null : down;
                continue;
            }

            // One may outgrow its limit again before it was found to be ready.
            Assert.True(down is null || down == value.Engine, $"{value} while {down} was down");
            down = value.Engine;
            restarts++;
        }

        Assert.Equal(2, harness.Seen.OfType<EngineStopping>().Select(stopping => stopping.Engine).Distinct().Count());
        Directory.Delete(folder, recursive: true);
    }

    [Fact(Timeout = 60_000)]
    public async Task KilledEngine_WithoutMemoryTrouble_IsNotCalledOutOfMemory()
    {
        await using var harness = Start(Shell("victim", "sleep 100"));
        var running = await harness.NextOfAsync<EngineRunning>("victim");

        Proc.Kill(running.Pid!.Value, Signals.Kill);

        Assert.Equal(FailureKind.Signalled, (await harness.NextOfAsync<EngineExited>("victim")).Failure!.Kind);
    }
}
