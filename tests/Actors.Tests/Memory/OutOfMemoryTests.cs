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
