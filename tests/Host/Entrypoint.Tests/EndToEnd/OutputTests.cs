using System.Diagnostics;

namespace Supervision.Entrypoint.Tests.EndToEnd;

public sealed class OutputTests
{
    [Fact(Timeout = 60000)]
    public async Task Text_ByDefault_LabelsEnginesAndTheDaemon()
    {
        await using DaemonProcess daemon = DaemonProcess.Start(
            [.. DaemonProcess.Fast, "--", "sh", "-c", "echo $$; echo warning >&2; exec sleep 1000"], []);
        string first = await daemon.WaitForLineAsync("] out | ");
        string second = await daemon.WaitForLineAsync("] err | ");

        string pid = first.Split(" | ")[1];
        Assert.Matches($@"^\d\d:\d\d:\d\d\.\d\d\d INF sh\[{pid}\] out \| {pid}$", first);
        Assert.Matches($@"^\d\d:\d\d:\d\d\.\d\d\d INF sh\[{pid}\] err \| warning$", second);
        await daemon.WaitForLineAsync($" INF supervision | engine sh running as pid {pid}");
        Assert.All(daemon.Lines, line => Assert.DoesNotContain('\e', line));
    }

    [Fact(Timeout = 60000)]
    public async Task Json_AtDebugLevel_IsAnObjectOnEveryLine()
    {
        await using DaemonProcess daemon = DaemonProcess.StartFast(
            "--log-level", "debug", "--set", "supervision.defaults.engine.heartbeat.interval=50ms",
            "--set", "supervision.defaults.engine.memory.interval=50ms", "--", "sh", "-c",
            "printf 'quote\" \\001 \\377 end\\n'; sleep 0.5; exit 1");

        Assert.Equal(1, await daemon.WaitForExitAsync());

        // Log parses every line and throws where one is not JSON.
        Assert.All(daemon.Log, line => Assert.True(line.Timestamp > DateTimeOffset.UnixEpoch && line.Level.Length > 0 && line.Event.Length > 0, line.ToString()));
        LogLine output = daemon.Log.First(line => line.Event == "engine.output");
        Assert.Equal("quote\" \u0001 \uFFFD end", output.Message);
        Assert.Equal(("sh", "default", "stdout", 1), (output.Engine, output.Text("group"), output.Text("stream"), output.Attempt));
        Assert.NotNull(output.Pid);
    }

    [NeedsProgramFact("prlimit")]
    public async Task File_AtTheLimitOfSizes_CostsLinesAndNotTheDaemon()
    {
        using var log = new TempFile("e.log", "");
        await using DaemonProcess daemon = DaemonProcess.StartFast(
            "--set", $"supervision.journal.path={log.Path}.journal", "--set", $"supervision.defaults.engine.logs.stdout={log.Path}", "--", "sh", "-c", "while :; do echo 0123456789012345678901234567890123456789; sleep 0.01; done");
        await daemon.WaitForEventAsync("engine.ready");

        using (var limit = Process.Start("prlimit", ["--pid", $"{daemon.Pid}", "--fsize=1024:1024"]))
            await limit.WaitForExitAsync();
        LogLine failed = await daemon.WaitForEventAsync("engine.log-failed");
        LogLine journal = await daemon.WaitForEventAsync("journal.failed");
        daemon.Signal(Native.SIGTERM);

        Assert.EndsWith("File too large; raise the limit (ulimit -f, LimitFSIZE=)", failed.Message, StringComparison.Ordinal);
        Assert.EndsWith("File too large; raise the limit (ulimit -f, LimitFSIZE=)", journal.Message, StringComparison.Ordinal);
        Assert.Equal(0, await daemon.WaitForExitAsync());
        Assert.Empty(daemon.Offspring);
    }

    [Fact(Timeout = 60000)]
    public async Task StandardOutput_ClosedByItsReader_DoesNotEndTheDaemon()
    {
        await using DaemonProcess daemon = DaemonProcess.Start(
            [.. DaemonProcess.Fast, "--", "sh", "-c", "while :; do echo talk; sleep 0.05; done"], [], read: false);
        Assert.True(await Eventually.Holds(() => daemon.Offspring.Count > 0, DaemonProcess.Patience));
        int engine = daemon.Offspring[0];

        daemon.CloseOutput();

        // The engine is restarted as before, so the tree is alive; and it stops as asked.
        Native.Kill(engine, Native.SIGKILL);
        Assert.True(await Eventually.Holds(() => daemon.Offspring.Any(pid => pid != engine && ParentOf(pid) == daemon.Pid), DaemonProcess.Patience));
        daemon.Signal(Native.SIGTERM);
        Assert.Equal(0, await daemon.WaitForExitAsync());
        Assert.Empty(daemon.Offspring);
    }

    [Fact(Timeout = 60000)]
    public async Task StandardOutput_ClosedFromTheStart_ChangesNothingElse()
    {
        await using DaemonProcess daemon = DaemonProcess.Start(
            [.. DaemonProcess.Fast, "--", "sh", "-c", "echo talk; exit 3"], [], read: true, "sh", "-c", "exec \"$0\" \"$@\" >&-");

        Assert.Equal(1, await daemon.WaitForExitAsync());
        Assert.Empty(daemon.Lines);
        Assert.Empty(daemon.Errors);
    }

    [Fact(Timeout = 60000)]
    public async Task StandardOutput_BlockedForAWhile_LosesLinesAndReportsThem()
    {
        string done = Path.Combine(Path.GetTempPath(), $"supervision-test-{Guid.NewGuid():N}");
        await using DaemonProcess daemon = DaemonProcess.Start(
            ["--log-format", "json", .. DaemonProcess.Fast, "--", "sh", "-c",
                "head -c 30000000 /dev/zero | tr '\\0' x | fold -w 1000; touch \"$DONE\"; exec sleep 1000"],
            new() { ["DONE"] = done }, read: false);
        try
        {
            Assert.True(await Eventually.Holds(() => File.Exists(done), DaemonProcess.Patience), "the engine was held up");
            daemon.Read();
            LogLine dropped = await daemon.WaitForEventAsync("log.dropped");

            Assert.True(dropped.Number("lines") > 0);
            daemon.Signal(Native.SIGTERM);
            Assert.Equal(0, await daemon.WaitForExitAsync());
        }
        finally
        {
            File.Delete(done);
        }
    }

    [Fact(Timeout = 60000)]
    public async Task PassThrough_BytesAreThoseOfTheEngine_AndTheExitComesAfterThem()
    {
        await using DaemonProcess daemon = DaemonProcess.StartFast(
            "--set", "supervision.defaults.engine.logs.stdout=passthrough", "--", "sh", "-c",
            // The daemon's own lines are out before the first byte.
            "sleep 0.5; i=0; while [ $i -lt 3 ]; do head -c 200000 /dev/zero | tr '\\0' x; echo; i=$((i+1)); done; echo last; exit 3");

        Assert.Equal(1, await daemon.WaitForExitAsync());

        int last = daemon.Lines.ToList().IndexOf("last");
        Assert.Equal([200000, 200000, 200000], daemon.Lines.Where(line => line.StartsWith('x')).Take(3).Select(line => line.Length));
        Assert.Contains("exited with code 3", daemon.Lines[last + 1], StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task LogFile_MovedAndSIGUSR2_IsMadeAnew()
    {
        string file = Path.Combine(Path.GetTempPath(), $"supervision-test-{Guid.NewGuid():N}.log");
        await using DaemonProcess daemon = DaemonProcess.Start(
            ["--log-format", "json", .. DaemonProcess.Fast, "--set", $"supervision.defaults.engine.logs.stdout=\"{file}\"", "--", "sh", "-c",
                "while :; do echo talk; sleep 0.05; done"], [], read: true);
        try
        {
            Assert.True(await Eventually.Holds(() => File.Exists(file) && new FileInfo(file).Length > 0, DaemonProcess.Patience));
            File.Move(file, file + ".old");
            daemon.Signal(12);
            await daemon.WaitForEventAsync("daemon.logs-reopened");
            Assert.True(await Eventually.Holds(() => File.Exists(file) && new FileInfo(file).Length > 0, DaemonProcess.Patience));
            daemon.Signal(Native.SIGTERM);
            Assert.Equal(0, await daemon.WaitForExitAsync());
        }
        finally
        {
            File.Delete(file);
            File.Delete(file + ".old");
        }
    }

    private static int ParentOf(int pid)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{pid}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // It ended while we looked.
            return 0;
        }
    }
}
