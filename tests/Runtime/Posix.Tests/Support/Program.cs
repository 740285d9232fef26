namespace Supervision.Posix.Tests;

/// <summary>This assembly as a program: <c>dotnet exec Supervision.Posix.Tests.dll ROLE</c>.</summary>
internal static class Program
{
    private static Task<int> Main(string[] arguments) => arguments switch
    {
        _ when SpawnShim.TryRun(arguments) => Task.FromResult(70),
        ["init-probe"] => InitProbe.RunAsync(),
        ["death-probe"] => DeathProbe.RunAsync(),
        ["user-refused" or "user-same" or "limit-refused" or "nice-refused"] => UnprivilegedProbe.RunAsync(arguments[0]),
        ["cgroup-probe"] => CgroupProbe.RunAsync(),
        ["reuse-probe"] => ReuseProbe.RunAsync(),
        ["survivor-probe"] => SurvivorProbe.RunAsync(),
        _ => Task.FromResult(64),
    };
}
