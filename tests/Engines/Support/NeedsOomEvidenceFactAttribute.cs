using Supervision.Posix;
using Supervision.Posix.Tests;

namespace Supervision.Engines.Tests.Support;

/// <summary>A test in which the kernel really kills, within a control group that has a limit. Skipped where no such group can be made.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsOomEvidenceFactAttribute : LimitedFactAttribute
{
    public NeedsOomEvidenceFactAttribute()
    {
        using RealGroup? group = RealGroup.TryMake();
        using var detector = new OomDetector();
        if (group is null)
            Skip = "needs a control group of ours in which groups with a memory limit can be made";
        else if (detector.SharedGroup!.Version != CgroupVersion.V2 && !detector.Sources.Contains("log", StringComparison.Ordinal))
            Skip = "needs control groups version 2, or a readable kernel log";
    }
}
