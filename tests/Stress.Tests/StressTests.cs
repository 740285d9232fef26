using System.Diagnostics;

namespace Supervision.Stress.Tests;

/// <summary>The stress program, for as long as every build can spare; a long run is started by hand.</summary>
public sealed class StressTests
{
    [Fact(Timeout = 115_000)]
    public async Task Stress_ForAFewSeconds_FindsNoViolation()
    {
        var (code, output) = await RunAsync("--seconds", "10");
        Assert.True(code == 0, output);
        Assert.Contains("ok: ", output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Stress_UnknownOption_IsRefused()
    {
        var (code, _) = await RunAsync("--minutes", "1");
        Assert.Equal(2, code);
    }

    private static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(Path.Combine(Repository.OutputOf("Supervision.Stress"), "stress"), arguments) { RedirectStandardOutput = true })!;
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return (process.ExitCode, output);
        }
        finally
        {
            process.Kill();
        }
    }
}
