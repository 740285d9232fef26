using System.Diagnostics;

namespace Supervision.Pbm.Tests.EndToEnd;

public sealed class CustomPaletteSampleTests
{
    [Fact(Timeout = 120000)]
    public async Task Sample_AnswersPbm()
    {
        string folder = Directory.CreateTempSubdirectory("pbm-sample-").FullName;
        string socket = Path.Combine(folder, "custom.sock");
        using Process sample = Process.Start(new ProcessStartInfo(Path.Combine(Repository.OutputOf("CustomPalette"), "custom-palette"))
        {
            ArgumentList = { socket },
            RedirectStandardOutput = true,
        })!;
        try
        {
            Assert.Equal($"pbm {socket} msg read", await sample.StandardOutput.ReadLineAsync());

            Assert.Equal((1, "", "pbm: there is no message yet\n"), await PbmAsync("msg", "read"));
            Assert.Equal((0, "2 in all\n", ""), await PbmAsync("msg", "write", "-m", "hello", "-M", "world"));
            Assert.Equal((0, "hello\nworld\n", ""), await PbmAsync("msg", "read"));
            Assert.Contains("Messages that this process remembers.", (await PbmAsync("help")).Output);
        }
        finally
        {
            sample.Kill();
            await sample.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }

        Task<(int Code, string Output, string Error)> PbmAsync(params string[] args) => DaemonWithPbm.RunProcessAsync(DaemonWithPbm.Pbm, [socket, .. args]);
    }
}
