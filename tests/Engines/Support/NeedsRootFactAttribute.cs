namespace Supervision.Engines.Tests.Support;

/// <summary>A test that must be root, which is a thing of the machine, and needs a program. Skipped elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsRootFactAttribute : LimitedFactAttribute
{
    public NeedsRootFactAttribute(string program)
    {
        if (!Environment.IsPrivilegedProcess)
            Skip = "needs root";
        else if (NeedsProgramFactAttribute.Find(program) is null)
            Skip = $"needs the program '{program}'";
    }
}
