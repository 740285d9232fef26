namespace Supervision.Posix.Tests;

/// <summary>The command that runs this assembly as a program (<see cref="Program"/>).</summary>
internal static class ProbeProgram
{
    public static string[] Command(string role) => CommandIn(AppContext.BaseDirectory, role);

    /// <summary>The helper that stands in for the test host's own, whose Main is not ours.</summary>
    public static string[] Shim => Command("")[..^1];

    public static string[] CommandIn(string folder, string role) =>
        [Environment.ProcessPath!, "exec", Path.Combine(folder, typeof(Program).Assembly.GetName().Name + ".dll"), role];
}
