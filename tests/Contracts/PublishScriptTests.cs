using System.Diagnostics;

namespace Supervision.Contracts.Tests;

/// <summary>What publish.sh makes for a machine that is not this one, or says where it cannot.</summary>
public sealed class PublishScriptTests
{
    // In the header of an ELF file, at byte 18: AArch64.
    private const ushort AArch64 = 183;

    [SkippableFact(Timeout = 280_000)]
    public async Task Publish_ForArm64_MakesAnArm64FileOrNamesThePacksThatAreMissing()
    {
        var (code, output, error) = await PublishAsync("--rid", "linux-arm64");

        if (code == 3)
        {
            Assert.Matches(@"\Apublish\.sh: linux-arm64 cannot be published here: no package source has Microsoft\.\S+linux-arm64[^\n]*\n\z", error);
            throw new SkipException(error.Trim());
        }

        Assert.True(code == 0, output + error);
        byte[] file = await File.ReadAllBytesAsync(Repository.PathOf("artifacts", "publish", "linux-arm64", "supervision"));
        Assert.Equal([0x7F, (byte)'E', (byte)'L', (byte)'F'], file[..4]);
        Assert.Equal(AArch64, BitConverter.ToUInt16(file, 18));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("--nope", "publish.sh: unknown option '--nope'\n")]
    public async Task Publish_WithAWrongArgument_SaysSoAndExitsTwo(string argument, string message)
    {
        var (code, output, error) = await PublishAsync(argument);

        Assert.Equal((2, "", message), (code, output, error));
    }

    private static async Task<(int Code, string Output, string Error)> PublishAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Repository.PathOf("publish.sh"), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // No server and no node may stay behind: it would hold on to the pipe.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        using var process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await error);
    }
}
