namespace Supervision.Posix.Tests;

/// <summary>As <see cref="NeedsRootFactAttribute"/>, with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsRootTheoryAttribute : TheoryAttribute
{
    public NeedsRootTheoryAttribute()
    {
        if (Interop.Geteuid() != 0 && Environment.GetEnvironmentVariable("CI") != "true")
            Skip = "needs root, to switch users";
    }
}
