using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Settings;
using Supervision.Actors.Tests.Support;
using static Supervision.Actors.Tests.Support.TreeHarness;

namespace Supervision.Actors.Tests.Memory;

public sealed class MemoryTests
{
    // The memory is held by a grandchild, so that only a count over the whole tree finds it.
    private const string Hog = "sh -c 'x=$(head -c 60000000 /dev/zero | tr \"\\0\" a); echo full; sleep 100' & wait";

    private static EngineSettings Watched(string script, MemoryAction action, TimeSpan sustain) => Shell("hog", script) with
    {
        Memory = new MemorySettings { MaxRss = 40 << 20, Sustain = sustain, Action = action, Interval = TimeSpan.FromMilliseconds(100) },
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
    }
}
