namespace Supervision.Posix.Tests;

/// <summary>A test that makes namespaces of its own: fails in CI, and is skipped elsewhere, when not root.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsRootFactAttribute : FactAttribute
{
    public NeedsRootFactAttribute()
    {
        if (Interop.Geteuid() != 0 && Environment.GetEnvironmentVariable("CI") != "true")
            Skip = "needs root, to make pid and mount namespaces";
    }
}
