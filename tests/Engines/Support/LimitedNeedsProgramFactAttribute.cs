namespace Supervision.Engines.Tests.Support;

/// <summary>As <see cref="LimitedFactAttribute"/>, for a test that needs a program: without it fails in CI, and is skipped elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LimitedNeedsProgramFactAttribute : LimitedFactAttribute
{
    public LimitedNeedsProgramFactAttribute(string program)
    {
        if (NeedsProgramFactAttribute.Find(program) is null && Environment.GetEnvironmentVariable("CI") != "true")
            Skip = $"needs the program '{program}', which is not on PATH (./test.sh installs it where it can)";
    }
}
