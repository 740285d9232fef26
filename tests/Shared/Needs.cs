namespace Supervision.Tests.Shared;

/// <summary>
/// A test that needs a program from outside. Where the program is absent the test fails in CI (CI=true) and is skipped,
/// with the reason shown, elsewhere.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsProgramFactAttribute : FactAttribute
{
    public NeedsProgramFactAttribute(string program)
    {
        if (Find(program) is null && Environment.GetEnvironmentVariable("CI") != "true")
            Skip = $"needs the program '{program}', which is not on PATH (./test.sh installs it where it can)";
    }

    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Select(directory => Path.Combine(directory, program))
        .FirstOrDefault(File.Exists);
}
