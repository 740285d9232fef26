using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Supervision.Entrypoint.Daemon;
using Supervision.Entrypoint.Tests.Support;

namespace Supervision.Entrypoint.Tests.EndToEnd;

/// <summary>The daemon's program is replaced while real engines run on.</summary>
public sealed partial class ReplacementTests : IDisposable
{
    private static readonly int SIGREPLACE = StopSignals.Replace;
    private const int SIGUSR1 = 10;
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("supervision-test-");

    private string Folder => _directory.FullName;

    [Fact(Timeout = 180000)]
    public async Task ThreeReplacements_LoseDoubleAndTearNothing()
    {
        const string Count = "trap stop=1 TERM; i=0; while [ -z \"$stop\" ]; do i=$((i+1)); printf '<%s' $i; sleep 0.002; echo '>'; done";
        const string Burst = "BEGIN{for(i=1;;i++){print \"<\" i \">\"; if(i%3000==0) system(\"sleep 0.03\")}}";
        using TempFile file = Configuration($$"""
            raw { command = [sh, -c, {{Quote(Count)}}], logs { stdout = {{Quote(Log("raw"))}}, format = raw } }
            labelled { command = [sh, -c, {{Quote(Count)}}], logs { stdout = {{Quote(Log("labelled"))}} } }
            console { command = [sh, -c, {{Quote(Count)}}] }
            burst { command = [awk, {{Quote(Burst)}}], logs { stdout = {{Quote(Log("burst"))}}, format = raw, rotate.size = 500MB } }
            """);
        await using DaemonProcess daemon = Start("run", file.Path);
        var pids = await PidsAsync(daemon, "raw", "labelled", "console", "burst");

        for (int i = 1; i <= 3; i++)
        {
            await ReplaceAsync(daemon);
            long before = new FileInfo(Log("raw")).Length;
            Assert.True(await Eventually.Holds(() => new FileInfo(Log("raw")).Length > before, Long));
        }

        Assert.Equal(pids.Values.Order(), ProcessScan.AllChildrenOf(daemon.Pid).Order());
        daemon.Signal(Native.SIGTERM);
        Assert.Equal(0, await daemon.WaitForExitAsync());
        AssertContinuous(File.ReadAllText(Log("raw")), 300);
        AssertContinuous(string.Concat(File.ReadAllLines(Log("labelled")).Select(line => line[(line.IndexOf("| ", StringComparison.Ordinal) + 2)..])), 300);
        AssertContinuous(string.Concat(daemon.Log.Where(line => line.Event == "engine.output" && line.Engine == "console" && line.Text("stream") == "stdout").Select(line => line.Message)), 300);
        string burst = File.ReadAllText(Log("burst"));
        // Where it was killed its last line may be half.
        AssertContinuous(burst[..(burst.LastIndexOf('\n') + 1)].Replace("\n", "", StringComparison.Ordinal), 3000);
        Assert.Single(daemon.Log, line => line.Event == "engine.starting" && line.Engine == "raw");
        Assert.Empty(daemon.Errors);
    }

    [Fact(Timeout = 120000)]
    public async Task KilledAfterTheReplacement_CountsEarlierFailures()
    {
        using TempFile file = Configuration("a { command = [sleep, 300], budget { max-retries = 2, within = 1h } }, other { command = [sleep, 301] }");
        await using DaemonProcess daemon = Start("run", file.Path);
        Native.Kill(await PidOfAsync(daemon, "a"), Native.SIGKILL);
        Native.Kill((await daemon.WaitForEventAsync("engine.ready", line => line is { Engine: "a", Attempt: 2 })).Pid!.Value, Native.SIGKILL);
        int third = (await daemon.WaitForEventAsync("engine.ready", line => line is { Engine: "a", Attempt: 3 })).Pid!.Value;

        await ReplaceAsync(daemon);
        Native.Kill(third, Native.SIGKILL);

        LogLine exited = await daemon.WaitForEventAsync("engine.exited", line => line is { Engine: "a", Attempt: 3 });
        Assert.Equal("SIGKILL", exited.Text("signal"));
        Assert.Equal(1, await daemon.WaitForExitAsync());
        Assert.Equal(2, (await daemon.WaitForEventAsync("group.budget-exhausted")).Number("restarts"));
        Assert.Empty(daemon.Offspring);
    }

    [Fact(Timeout = 120000)]
    public async Task RestartWithADependency_HoldsForWhatRanBefore()
    {
        using TempFile file = Configuration("db { command = [sleep, 300] }, web { command = [sleep, 301], depends-on { db { condition = ready, restart-with = true } } }");
        await using DaemonProcess daemon = Start("run", file.Path);
        var pids = await PidsAsync(daemon, "db", "web");

        await ReplaceAsync(daemon);
        Native.Kill(pids["db"], Native.SIGKILL);

        LogLine stopping = await daemon.WaitForEventAsync("engine.stopping", line => line.Engine == "web");
        Assert.Equal(pids["web"], stopping.Pid);
        await daemon.WaitForEventAsync("engine.ready", line => line is { Engine: "web", Attempt: 2 });
    }

    [Fact(Timeout = 120000)]
    public async Task EngineInBackoff_WaitsForTheRestOfItsDelay()
    {
        using TempFile file = Configuration("a { command = [sh, -c, \"exit 3\"], backoff { min = 20s, jitter = 0 } }, other { command = [sleep, 301] }");
        await using DaemonProcess daemon = Start("run", file.Path);
        LogLine backoff = await daemon.WaitForEventAsync("engine.backoff", line => line.Engine == "a");
        Assert.True(await Eventually.Holds(() => DateTimeOffset.UtcNow - backoff.Timestamp > TimeSpan.FromSeconds(8), Long));

        await ReplaceAsync(daemon);
        LogLine again = await daemon.WaitForEventAsync("engine.starting", line => line is { Engine: "a", Attempt: 2 });

        // Begun anew, the delay would end eight seconds later at the least.
        DateTimeOffset due = backoff.Timestamp + TimeSpan.FromSeconds(20);
        DateTimeOffset possible = daemon.Log.Single(line => line.Event == "tree.taken-over").Timestamp;
        Assert.InRange(again.Timestamp, due - TimeSpan.FromMilliseconds(100), (due > possible ? due : possible) + TimeSpan.FromSeconds(7.5));
    }

    [Fact(Timeout = 180000)]
    public async Task ProgramThatCannotTakeOver_IsRefused_AndEverythingRunsOn()
    {
        string link = Path.Combine(Folder, "supervision");
        File.CreateSymbolicLink(link, DaemonProcess.Executable);
        using TempFile file = Configuration("a { command = [sleep, 300] }");
        await using DaemonProcess daemon = DaemonProcess.Start(
            ["--log-format", "json", "run", file.Path], [], read: true, "sh", "-c", $"shift; exec {link} \"$@\"", "sh");
        int pid = await PidOfAsync(daemon, "a");
        string text = Path.Combine(Folder, "text");
        File.WriteAllText(text, "no program");
        File.SetUnixFileMode(text, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        await RefusedAsync(daemon, link, "/bin/false", "exited with code 1");
        await RefusedAsync(daemon, link, "/bin/true", "does not know how to take over");
        await RefusedAsync(daemon, link, text, "supervision");
        await RefusedAsync(daemon, link, Path.Combine(Folder, "missing"), "supervision");
        Relink(link, DaemonProcess.Executable);
        string good = File.ReadAllText(file.Path);
        file.Write(good.Replace("command", "comand", StringComparison.Ordinal));
        await RefusedAsync(daemon, link, DaemonProcess.Executable, "did you mean 'command'?");
        Assert.Contains(pid, ProcessScan.AllChildrenOf(daemon.Pid));

        file.Write(good);
        await ReplaceAsync(daemon);
        Assert.Equal([pid], ProcessScan.AllChildrenOf(daemon.Pid));
        daemon.Signal(Native.SIGTERM);
        Assert.Equal(0, await daemon.WaitForExitAsync());
        Assert.Single(daemon.Log, line => line.Event == "engine.starting");
    }

    [Fact(Timeout = 120000)]
    public async Task EngineWithAParentDeathSignal_Survives_AndDiesWithTheDaemon()
    {
        using TempFile file = Configuration("a { command = [sleep, 300], parent-death-signal = KILL }, b { command = [sleep, 301], parent-death-signal = KILL }");
        await using DaemonProcess daemon = Start("run", file.Path);
        var pids = await PidsAsync(daemon, "a", "b");
        await ReplaceAsync(daemon);
        // One that the second image started, beside one that the first one did.
        Native.Kill(pids["b"], Native.SIGKILL);
        int second = (await daemon.WaitForEventAsync("engine.ready", line => line is { Engine: "b", Attempt: 2 })).Pid!.Value;

        await ReplaceAsync(daemon);

        Assert.Equal([.. new[] { pids["a"], second }.Order()], ProcessScan.AllChildrenOf(daemon.Pid).Order());
        daemon.Signal(Native.SIGKILL);
        await daemon.WaitForExitAsync();
        Assert.True(await Eventually.Holds(() => daemon.Offspring.Count == 0, Long));
    }

    [Fact(Timeout = 120000)]
    public async Task Journal_GoesOnWithoutAGap()
    {
        string journal = Log("journal");
        // A heartbeat has a sequence and is not kept.
        using TempFile file = Configuration("a { command = [sleep, 300], heartbeat { interval = 1h, timeout = 2h } }", $"journal.path = {Quote(journal)}");
        await using DaemonProcess daemon = Start("run", file.Path);
        await PidOfAsync(daemon, "a");
        await ReplaceAsync(daemon);
        await ReplaceAsync(daemon);
        daemon.Signal(Native.SIGTERM);
        Assert.Equal(0, await daemon.WaitForExitAsync());

        await using DaemonProcess reader = DaemonProcess.Start("events", "--json", journal);
        Assert.Equal(0, await reader.WaitForExitAsync());
        var records = reader.Log;
        Assert.Equal(Enumerable.Range(1, records.Count).Select(i => (double)i), records.Select(record => record.Number("number")));
        double[] sequences = [.. records.Where(record => record.Json.TryGetProperty("sequence", out _)).Select(record => record.Number("sequence"))];
        Assert.Equal(Enumerable.Range(1, sequences.Length).Select(i => (double)i), sequences);
        Assert.Equal(2, records.Count(record => record.Event == "tree-taken-over"));
        Assert.Equal("tree-stopped", records[^1].Event);
        Assert.Single(records, record => record.Event == "engine-starting");
    }

    [Fact(Timeout = 120000)]
    public async Task EngineThatEndsDuringTheReplacement_HasItsOwnStatus()
    {
        // The new program's first variables are there as soon as the kernel has executed it.
        const string Script = "until tr '\\0' '\\n' </proc/$PPID/environ | grep -q ^SUPERVISION_HANDOVER=; do :; done; echo last words; exit 7";
        using TempFile file = Configuration(
            $"a {{ command = [sh, -c, {Quote(Script)}], restart = temporary }}, b {{ command = [sh, -c, {Quote(Script.Replace("exit 7", "kill -9 $$"))}], restart = temporary }}, other {{ command = [sleep, 301] }}");
        await using DaemonProcess daemon = Start("run", file.Path);
        var pids = await PidsAsync(daemon, "a", "b");

        await ReplaceAsync(daemon);

        LogLine exited = await daemon.WaitForEventAsync("engine.exited", line => line.Engine == "a");
        Assert.Equal((7, pids["a"]), ((int)exited.Number("exitCode"), exited.Pid));
        LogLine killed = await daemon.WaitForEventAsync("engine.exited", line => line.Engine == "b");
        Assert.Equal(("SIGKILL", pids["b"]), (killed.Text("signal"), killed.Pid));
        Assert.Equal(2, daemon.Log.Count(line => line.Event == "engine.output" && line.Message == "last words"));
        daemon.Signal(Native.SIGTERM);
        Assert.NotEqual(70, await daemon.WaitForExitAsync());
    }

    [Fact(Timeout = 120000)]
    public async Task TwoWishesAtOnce_EachIsAnswered()
    {
        using TempFile file = Configuration("a { command = [sleep, 300] }");
        await using DaemonProcess daemon = Start("run", file.Path);
        int pid = await PidOfAsync(daemon, "a");

        daemon.Signal(SIGREPLACE);
        daemon.Signal(SIGREPLACE);

        Assert.True(await Eventually.Holds(() => Count(daemon, "daemon.replaced") + Count(daemon, "tree.handover-refused") == 2, Long), daemon.Describe());
        Assert.InRange(Count(daemon, "daemon.replaced"), 1, 2);
        Assert.Equal([pid], ProcessScan.AllChildrenOf(daemon.Pid));
        daemon.Signal(Native.SIGTERM);
        Assert.Equal(0, await daemon.WaitForExitAsync());
    }

    [Fact(Timeout = 120000)]
    public async Task Patience_ThatAReloadChanges_HoldsAtOnce()
    {
        using TcpListener holder = new(System.Net.IPAddress.Loopback, 0);
        holder.Start();
        int port = ((System.Net.IPEndPoint)holder.LocalEndpoint).Port;
        string engines = $"control.unix.path = {Quote(Log("api"))}, engines.a {{ command = [sleep, 300], gates {{ port-free = [{port}], timeout = 10m }} }}";
        using TempFile file = Configuration("a { command = [sleep, 300] }");
        file.Write($"supervision {{ {engines} }}");
        await using DaemonProcess daemon = Start("run", file.Path);
        await daemon.WaitForEventAsync("gate.waiting");

        file.Write($"supervision {{ reexec.timeout = 0s, {engines} }}");
        daemon.Signal(SIGUSR1);
        await daemon.WaitForEventAsync("configuration.reloaded");
        daemon.Signal(SIGREPLACE);
        LogLine refused = await daemon.WaitForEventAsync("tree.handover-refused");

        Assert.Contains("engine a is starting", refused.Message, StringComparison.Ordinal);
        Assert.True(refused.Timestamp - daemon.Log.Single(line => line.Event == "tree.handover-started").Timestamp < TimeSpan.FromSeconds(20));
    }

    [Fact(Timeout = 120000)]
    public async Task ChangedConfiguration_IsReloadedAfterwards()
    {
        using TempFile file = Configuration("same { command = [sleep, 300] }, other { command = [sleep, 301] }");
        await using DaemonProcess daemon = Start("run", file.Path);
        var pids = await PidsAsync(daemon, "same", "other");

        file.Write("supervision { exit-code = engine, engines { same { command = [sleep, 300] }, other { command = [sh, -c, \"sleep 302\"], budget.max-retries = 0 } } }");
        await ReplaceAsync(daemon);

        LogLine reloaded = await daemon.WaitForEventAsync("configuration.reloaded");
        Assert.Equal("other (command, budget)", reloaded.Text("restarted"));
        await daemon.WaitForEventAsync("engine.ready", line => line is { Engine: "other", Attempt: 2 });
        Assert.Contains(pids["same"], ProcessScan.AllChildrenOf(daemon.Pid));
        Assert.DoesNotContain(pids["other"], ProcessScan.AllChildrenOf(daemon.Pid));
        Assert.Single(daemon.Log, line => line.Event == "engine.starting" && line.Engine == "same");
    }

    [Fact(Timeout = 120000)]
    public async Task WhatWasSaidAndProbed_IsNotAskedAgain()
    {
        string flag = Path.Combine(Folder, "flag");
        using TempFile file = Configuration($$"""
            line { command = [sh, -c, "echo up; exec sleep 300"], probes.startup { log = "^up$" } }
            pipe { command = [sh, -c, "while ! [ -e {{flag}} ]; do sleep 0.05; done; echo >&3; exec sleep 301"], probes.startup { fd = 3 } }
            input { command = [sh, -c, "cat; exit 5"], stdin = pipe }
            """);
        await using DaemonProcess daemon = Start("run", file.Path);
        var pids = await PidsAsync(daemon, "line", "input");
        await daemon.WaitForEventAsync("engine.running", line => line.Engine == "pipe");

        await ReplaceAsync(daemon);
        File.WriteAllText(flag, "");

        LogLine ready = await daemon.WaitForEventAsync("engine.ready", line => line.Engine == "pipe");
        Assert.Equal(1, ready.Attempt);
        await ReplaceAsync(daemon);
        Assert.Equal([.. pids.Values.Append(ready.Pid!.Value).Order()], ProcessScan.AllChildrenOf(daemon.Pid).Order());
        Assert.DoesNotContain(daemon.Log, line => line.Event is "engine.not-ready" or "engine.exited");
        Assert.Single(daemon.Log, line => line.Event == "engine.ready" && line.Engine == "line");
    }

    [Fact(Timeout = 120000)]
    public async Task JournalThatCannotBeWritten_KeepsItsHistoryAndNumbers()
    {
        string taken = Directory.CreateDirectory(Path.Combine(Folder, "journal")).FullName;
        string socket = Path.Combine(Folder, "c.sock");
        using TempFile file = Configuration("a { command = [sleep, 300] }", $"journal.path = {Quote(taken)}, control.unix.path = {Quote(socket)}");
        await using DaemonProcess daemon = Start("run", file.Path);
        await PidOfAsync(daemon, "a");

        await ReplaceAsync(daemon);

        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await client.ConnectAsync(new UnixDomainSocketEndPoint(socket));
        await client.SendAsync("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: 1\r\n\r\n"u8.ToArray());
        using var events = new StreamReader(new NetworkStream(client));
        var heard = new List<string>();
        while (heard.LastOrDefault() != "event: tree-taken-over" && await events.ReadLineAsync().WaitAsync(Long) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal) || line.StartsWith("event: ", StringComparison.Ordinal))
                heard.Add(line);
        }

        Assert.Contains("event: engine-ready", heard);
        Assert.Equal(Enumerable.Range(2, heard.Count / 2).Select(id => $"id: {id}"), heard.Where(line => line[0] == 'i'));
        // The next program knows that it has been told.
        daemon.Signal(Native.SIGTERM);
        Assert.Equal(0, await daemon.WaitForExitAsync());
        Assert.Single(daemon.Log, line => line.Event == "journal.failed");
    }

    [Fact(Timeout = 120000)]
    public async Task HealthListener_NeverRefusesAConnection()
    {
        using var taken = new TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        int port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();
        using TempFile file = Configuration("a { command = [sleep, 300] }", $"health.listen = \"127.0.0.1:{port}\"");
        await using DaemonProcess daemon = Start("run", file.Path);
        await PidOfAsync(daemon, "a");
        using var end = new CancellationTokenSource();
        Task<int> connecting = Task.Run(async () =>
        {
            int count = 0;
            while (!end.IsCancellationRequested)
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", port);
                count++;
                await Task.Delay(5);
            }
            return count;
        });

        await ReplaceAsync(daemon);

        await end.CancelAsync();
        Assert.InRange(await connecting, 1, int.MaxValue);
        using var http = new HttpClient();
        Assert.True((await http.GetAsync($"http://127.0.0.1:{port}/readyz")).IsSuccessStatusCode);
    }

    [Fact(Timeout = 120000)]
    public async Task StateThatCannotBeRead_EndsWhatWasLeft_AndStartsAnew()
    {
        string state = Path.Combine(Folder, "state");
        File.WriteAllText(state, "no state");
        using TempFile file = Configuration("a { command = [sleep, 300] }");
        string script = $"shift; sleep 400 & exec env SUPERVISION_HANDOVER=3:$$ {DaemonProcess.Executable} \"$@\" 3<{state}";
        await using DaemonProcess daemon = DaemonProcess.Start(["--log-format", "json", "run", file.Path], [], read: true, "sh", "-c", script, "sh");

        Assert.Contains("it is no state of a tree", (await daemon.WaitForEventAsync("daemon.state-lost")).Message, StringComparison.Ordinal);
        int pid = await PidOfAsync(daemon, "a");

        Assert.Equal([pid], daemon.Offspring);
        Assert.DoesNotContain("SUPERVISION_HANDOVER", File.ReadAllText($"/proc/{pid}/environ"), StringComparison.Ordinal);
    }

    [NeedsPidNamespaceFact]
    public async Task ProcessOne_IsReplaced_AndExitsAsBefore()
    {
        using TempFile file = Configuration("a { command = [sh, -c, \"trap 'exit 0' TERM; echo up; while :; do sleep 0.1; done\"] }");
        await using DaemonProcess daemon = DaemonProcess.Start(
            ["--log-format", "json", "run", file.Path], [], read: true, "unshare", "--pid", "--fork", "--mount-proc", "--kill-child");
        await PidOfAsync(daemon, "a");
        int one = Assert.Single(ProcessScan.ChildrenOf(daemon.Pid));

        Native.Kill(one, SIGREPLACE);
        LogLine replaced = await daemon.WaitForEventAsync("daemon.replaced");
        Assert.Equal(1, replaced.Pid);
        Native.Kill(one, Native.SIGTERM);

        Assert.Equal(0, await daemon.WaitForExitAsync());
        Assert.Equal(0, (await daemon.WaitForEventAsync("engine.stopped")).Number("exitCode"));
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private static DaemonProcess Start(params string[] args)
    {
        DaemonProcess daemon = DaemonProcess.StartFast(["--log-level", "debug", .. args]);
        daemon.Deadline = Long;
        return daemon;
    }

    private static async Task ReplaceAsync(DaemonProcess daemon)
    {
        int before = Count(daemon, "tree.taken-over") + Count(daemon, "daemon.replaced");
        bool tells = daemon.Log.Any(line => line.Level == "debug");
        daemon.Signal(SIGREPLACE);
        Assert.True(
            await Eventually.Holds(() => Count(daemon, "tree.taken-over") + Count(daemon, "daemon.replaced") >= before + (tells ? 2 : 1), Long), daemon.Describe());
    }

    private static async Task RefusedAsync(DaemonProcess daemon, string link, string target, string why)
    {
        Relink(link, target);
        int before = Count(daemon, "tree.handover-refused");
        daemon.Signal(SIGREPLACE);
        Assert.True(await Eventually.Holds(() => Count(daemon, "tree.handover-refused") > before, Long), daemon.Describe());
        Assert.Contains(why, daemon.Log.Last(line => line.Event == "tree.handover-refused").Message, StringComparison.Ordinal);
    }

    private static void Relink(string link, string target)
    {
        File.CreateSymbolicLink(link + ".new", target);
        File.Move(link + ".new", link, overwrite: true);
    }

    private static int Count(DaemonProcess daemon, string name) => daemon.Log.Count(line => line.Event == name);

    private static async Task<Dictionary<string, int>> PidsAsync(DaemonProcess daemon, params string[] engines)
    {
        var pids = new Dictionary<string, int>();
        foreach (string engine in engines)
            pids[engine] = await PidOfAsync(daemon, engine);
        return pids;
    }

    private static async Task<int> PidOfAsync(DaemonProcess daemon, string engine) =>
        (await daemon.WaitForEventAsync("engine.ready", line => line.Engine == engine)).Pid!.Value;

    private static void AssertContinuous(string text, int least)
    {
        int expected = 0;
        int at = 0;
        string whole = text.Replace("\n", "", StringComparison.Ordinal);
        foreach (Match match in Numbered().Matches(whole))
        {
            expected++;
            Assert.True(
                match.Index == at && int.Parse(match.ValueSpan[1..^1], CultureInfo.InvariantCulture) == expected,
                $"expected <{expected}> at {at}: …{whole[Math.Max(0, at - 40)..Math.Min(whole.Length, at + 40)]}…");
            at = match.Index + match.Length;
        }
        Assert.Equal(whole.Length, at);
        Assert.InRange(expected, least, int.MaxValue);
    }

    private static string Quote(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static TempFile Configuration(string engines, string more = "") => new("engines.conf", $"supervision {{ {more}\n engines {{\n{engines}\n}} }}");

    private string Log(string name) => Path.Combine(Folder, name + ".log");

    [GeneratedRegex("<[0-9]+>")]
    private static partial Regex Numbered();
}
