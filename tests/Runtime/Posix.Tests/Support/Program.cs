namespace Supervision.Posix.Tests;

/// <summary>This assembly as a program: <c>dotnet exec Supervision.Posix.Tests.dll ROLE</c>.</summary>
internal static class Program
{
    private static Task<int> Main(string[] arguments) => arguments switch
    {
        ["init-probe"] => InitProbe.RunAsync(),
        ["survivor-probe"] => SurvivorProbe.RunAsync(),
        _ => Task.FromResult(64),
    };
}
