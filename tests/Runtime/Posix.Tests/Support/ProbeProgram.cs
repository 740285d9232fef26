namespace Supervision.Posix.Tests;

/// <summary>The command that runs this assembly as a program (<see cref="Program"/>).</summary>
internal static class ProbeProgram
{
    public static string[] Command(string role) => CommandIn(AppContext.BaseDirectory, role);

    public static string[] CommandIn(string folder, string role) =>
        [Environment.ProcessPath!, "exec", Path.Combine(folder, typeof(Program).Assembly.GetName().Name + ".dll"), role];
}
