namespace Supervision.Entrypoint.Tests.EndToEnd;

/// <summary>The journal of real daemons, read by <c>supervision events</c>.</summary>
public sealed class JournalTests
{
    private const int SIGKILL = 9;
    private const int SIGTERM = 15;

    [Fact(Timeout = 90000)]
    public async Task Daemon_Killed_LeavesItsHistoryToTheNext()
    {
        using var folder = new TempFile("marker", "");
        string journal = folder.Path + ".journal";
        string[] arguments =
        [
            "--set", $"supervision.journal.path={journal}", "--set", "supervision.defaults.engine.parent-death-signal=KILL", "--", "sleep", "100",
        ];
        int pid;
        await using (DaemonProcess first = DaemonProcess.StartFast(arguments))
        {
            pid = (await first.WaitForEventAsync("engine.ready")).Pid!.Value;
            while (!(await EventsAsync(journal)).Any(line => line.Contains($" engine-ready sleep[{pid}] attempt 1: ", StringComparison.Ordinal)))
            {
                await Task.Yield();
            }

            first.Signal(SIGKILL);
            await first.WaitForExitAsync();
        }

        await using (DaemonProcess second = DaemonProcess.StartFast(arguments))
        {
            await second.WaitForEventAsync("engine.ready");
            second.Signal(SIGTERM);
            Assert.Equal(0, await second.WaitForExitAsync());
        }

        IReadOnlyList<string> lines = await EventsAsync(journal);
        Assert.Equal(2, lines.Count(line => line.Contains(" journal-opened: ", StringComparison.Ordinal)));
        Assert.Equal(2, lines.Count(line => line.Contains(" engine-ready sleep[", StringComparison.Ordinal)));
        Assert.EndsWith(" tree-stopped", lines[^1], StringComparison.Ordinal);
        Assert.Single(await EventsAsync("--json", journal), line => line.Contains("\"event\":\"tree-stopped\"", StringComparison.Ordinal));
    }

    [Fact(Timeout = 60000)]
    public async Task Events_OnAFullDisk_AreAnErrorAndNoSilentHalf()
    {
        using var folder = new TempFile("marker", "");
        string journal = folder.Path + ".journal";
        await using (DaemonProcess daemon = DaemonProcess.StartFast("--set", $"supervision.journal.path={journal}", "--", "sleep", "100"))
        {
            await daemon.WaitForEventAsync("engine.ready");
            daemon.Signal(SIGTERM);
            Assert.Equal(0, await daemon.WaitForExitAsync());
        }

        await using DaemonProcess reader = DaemonProcess.StartProgram(["sh", "-c", $"exec '{DaemonProcess.Executable}' events {journal} {journal} > /dev/full"], []);

        Assert.Equal(70, await reader.WaitForExitAsync());
        Assert.Equal("supervision: cannot write to standard output: No space left on device\n", reader.Errors);
    }

    [Fact(Timeout = 60000)]
    public async Task Journal_OfTwoDaemons_IsOfTheFirstAndTheOtherIsTold()
    {
        using var folder = new TempFile("marker", "");
        string[] arguments = ["--set", $"supervision.journal.path={folder.Path}.journal", "--", "sleep", "100"];
        await using DaemonProcess first = DaemonProcess.StartFast(arguments);
        await first.WaitForEventAsync("engine.ready");
        await using DaemonProcess second = DaemonProcess.StartFast(arguments);

        LogLine told = await second.WaitForEventAsync("journal.failed");

        Assert.EndsWith(
            $": another daemon writes it (it has locked {folder.Path}.journal.lock); give each daemon a journal.path of its own", told.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task Events_OfAFileThatIsNoJournal_IsRefused()
    {
        using var file = new TempFile("notes.txt", "milk\nbread\n");
        await using DaemonProcess reader = DaemonProcess.Start("events", file.Path, file.Path + ".none");

        Assert.Equal(2, await reader.WaitForExitAsync());
        Assert.StartsWith($"supervision: {file.Path} is no journal\nsupervision: {file.Path}.none: there is no such file or directory\n", reader.Errors, StringComparison.Ordinal);
        Assert.Empty(reader.Lines);
    }

    [Fact(Timeout = 60000)]
    public async Task GpuLost_InTheOutput_IsTheDaemonsExitCodeAndLastWord()
    {
        await using DaemonProcess daemon = DaemonProcess.StartFast("--", "sh", "-c", "echo 'NVRM: Xid (PCI:0000:3b:00): 79, GPU has fallen off the bus.' >&2; exit 1");

        Assert.Equal(80, await daemon.WaitForExitAsync());

        Assert.Contains("gpu-lost is not retried (policy exit)", Assert.Single(daemon.Log, line => line.Event == "daemon.gave-up").Message, StringComparison.Ordinal);
        Assert.Single(daemon.Log, line => line.Event == "engine.starting");
    }

    private static async Task<IReadOnlyList<string>> EventsAsync(params string[] arguments)
    {
        await using DaemonProcess reader = DaemonProcess.Start(["events", .. arguments]);
        Assert.Equal(0, await reader.WaitForExitAsync());
        return reader.Lines;
    }
}
