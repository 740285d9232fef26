namespace Supervision.Posix.Tests;

/// <summary>A test that makes control groups with a memory limit; skipped where the machine lets nobody do that.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsMemoryCgroupFactAttribute : FactAttribute
{
    public NeedsMemoryCgroupFactAttribute()
    {
        using var group = RealGroup.TryMake();
        if (group is null)
            Skip = "needs a control group of ours in which groups with a memory limit can be made (root, and the memory controller delegated)";
    }
}
