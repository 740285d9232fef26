using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Tests.Support;
using Supervision.Posix;
using Supervision.Posix.Tests;
using static Supervision.Actors.Tests.Support.TreeHarness;

namespace Supervision.Actors.Tests.Memory;

/// <summary>The kernel really kills an engine; at most 64 MiB are filled.</summary>
public sealed class OutOfMemoryTests
{
    [NeedsOomEvidenceFact]
    public async Task Engine_KilledByTheKernel_FailsAsOutOfMemory()
    {
        using var group = RealGroup.TryMake()!;
        // The shell itself, the leader, is what grows.
        await using var harness = Start(Shell("hog", $"echo $$ > {group.Members}; x=$(head -c 200000000 /dev/zero | tr \"\\0\" a); sleep 100"));

        var failure = (await harness.NextOfAsync<EngineExited>("hog")).Failure!;

        Assert.Equal((FailureKind.OutOfMemory, Signals.Kill), (failure.Kind, failure.Exit!.Value.Signal));
        Assert.StartsWith("killed by SIGKILL, out of memory: ", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>Its parent reaps it, lives on, and tells nobody.</summary>
    [NeedsOomEvidenceFact]
    public async Task CriticalChild_KilledByTheKernel_FailsTheEngineAsOutOfMemory()
    {
        using var group = RealGroup.TryMake()!;
        var worker = $"echo $$ > {group.Members}; read go; x=$(head -c 200000000 /dev/zero | tr \"\\0\" a); sleep 100";
        using var folder = new TemporaryFolder();
        var fifo = Path.Combine(folder.Root, "go");
        await using var harness = Start(
            Shell("hog", $"mkfifo {fifo}; sh -c '{worker}' worker < {fifo} & exec 3> {fifo}; echo up; wait $!; exec sleep 100") with
            {
                CriticalChildren = ["^sh -c .* worker$"],
            });
        await harness.NextAsync<EngineRunning>();
        await harness.NextAsync<MemorySampled>(sample => sample.Processes >= 2);
        await Task.Delay(TimeSpan.FromSeconds(2)); // at least one sample that sees what it is; too short a wait fails the test, never passes it
        await File.WriteAllTextAsync(fifo, "go\n");

        var failure = (await harness.NextOfAsync<EngineExited>("hog")).Failure!;

        Assert.Equal(FailureKind.OutOfMemory, failure.Kind);
        Assert.Contains("is gone, out of memory: ", failure.Message, StringComparison.Ordinal);
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class NeedsOomEvidenceFactAttribute : FactAttribute
    {
        public NeedsOomEvidenceFactAttribute()
        {
            using var group = RealGroup.TryMake();
            using var detector = new OomDetector();
            if (group is null)
                Skip = "needs a control group of ours in which groups with a memory limit can be made";
            else if (detector.SharedGroup!.Version != CgroupVersion.V2 && !detector.Sources.Contains("log", StringComparison.Ordinal))
                Skip = "needs control groups version 2, or a readable kernel log";
        }
    }
}
