using System.Net.Sockets;
using System.Text;
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Logs;
using Supervision.Actors.Settings;
using Supervision.Actors.Tests.Support;
using Supervision.Posix;

namespace Supervision.Actors.Tests.Logs;

/// <summary>The log path with real processes, from the pipe to the file.</summary>
public sealed class EngineLogTests : IDisposable
{
    private const long Gigabyte = 1_000_000_000;
    private readonly LogFolder _folder = new();

    private EngineSettings Engine(string script, LogFileFormat format = LogFileFormat.Raw, string name = "e") =>
        TreeHarness.Shell(name, script) with
        {
            Restart = RestartType.Temporary,
            Logs = new EngineLogSettings { Stdout = LogTarget.File(_folder[name + ".log"]), Format = format },
        };

    private static TreeHarness Start(bool output, params EngineSettings[] engines) => TreeHarness.Start(
        new SupervisionSettings { Groups = [new GroupSettings { Name = "default", Engines = [.. engines] }] }, null, output);

    private static Task<EngineExited> ExitOf(TreeHarness harness, string name = "e") => harness.NextOfAsync<EngineExited>(name);

    [Fact(Timeout = 60000)]
    public async Task Raw_LargeBlocks_FillRotatedFilesExactlyAndKeepTheLastLines()
    {
        var engine = Engine("dd if=/dev/zero bs=64k count=400 2>/dev/null | tr '\\0' x; echo; echo last words; exit 3") with { Restart = RestartType.Permanent };
        engine = engine with
        {
            Budget = new BudgetSettings { MaxRetries = 0 },
            Logs = engine.Logs with { Rotate = new LogRotation { Size = 10_000_000, Keep = 5 } },
        };
        await using var harness = Start(output: false, engine);

        var fatal = await harness.NextOfAsync<EngineFatal>("e");

        Assert.Equal(["e.log.1:10000000", "e.log.2:10000000", "e.log:6214412"], _folder.List().Order(StringComparer.Ordinal));
        Assert.EndsWith("x\nlast words\n", _folder.Text("e.log"));
        Assert.Equal("last words", fatal.Failure.LastOutput[^1]);
    }

    [Theory(Timeout = 120000)]
    [InlineData(LogFileFormat.Raw, false)]
    [InlineData(LogFileFormat.Labelled, false)]
    [InlineData(LogFileFormat.Raw, true)]
    public async Task Gigabyte_WithoutALineEnd_NeedsLittleMemory(LogFileFormat format, bool strip)
    {
        var engine = Engine($"head -c {Gigabyte} /dev/zero | tr '\\0' x", format);
        engine = engine with { Logs = engine.Logs with { StripAnsi = strip, Rotate = new LogRotation { Size = 20_000_000, Keep = 0 } } };
        var before = Environment.WorkingSet;
        await using var harness = Start(output: false, engine);

        var exited = await harness.NextAsync<EngineExited>(within: TimeSpan.FromSeconds(110));

        Assert.Equal(0, exited.Exit?.Code);
        Assert.InRange(Environment.WorkingSet - before, long.MinValue, 200_000_000);
    }

    [Fact(Timeout = 60000)]
    public async Task Labelled_LinesOfBothStreams_AreLabelledInTheirFiles()
    {
        var engine = Engine("echo out; echo err >&2; printf unfinished", LogFileFormat.Labelled);
        engine = engine with { Logs = engine.Logs with { Stderr = LogTarget.File(_folder["err.log"]) } };
        await using var harness = Start(output: true, engine);

        var exited = await ExitOf(harness);

        Assert.Matches($@"^\d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{{3}}Z e\[{exited.Pid}\] out \| out\n[^ ]+ e\[{exited.Pid}\] out \| unfinished\n$", _folder.Text("e.log"));
        Assert.Matches($@"Z e\[{exited.Pid}\] err \| err\n$", _folder.Text("err.log"));
        // Lines are events, too, for who wants them; the last may be told just after the exit.
        while (harness.Seen.OfType<EngineOutput>().Count() < 3)
        {
            await harness.NextAsync<EngineOutput>();
        }

        Assert.Equal(["err", "out", "unfinished"], harness.Seen.OfType<EngineOutput>().Select(line => line.Line).Order(StringComparer.Ordinal));
    }

    [Fact(Timeout = 60000)]
    public async Task Stderr_IntoStdout_KeepsTheOrder()
    {
        var engine = Engine("for i in 1 2 3; do echo out $i; echo err $i >&2; done");
        engine = engine with { Logs = engine.Logs with { Stderr = LogTarget.Stdout } };
        await using var harness = Start(output: false, engine);

        await ExitOf(harness);

        Assert.Equal("out 1\nerr 1\nout 2\nerr 2\nout 3\nerr 3\n", _folder.Text("e.log"));
        Assert.Null(harness.Tree.Logs.Find("e", OutputStream.Stderr));
    }

    [Fact(Timeout = 120000)]
    public async Task FiftyWriters_AtOnce_LoseNothing()
    {
        const int writers = 50;
        const int lines = 20_000;
        var engines = Enumerable.Range(0, writers).Select(i => Engine(
            $"i=0; seq -f 'writer {i} line %08.0f of a text that makes it about as long as lines of engines are' 1 {lines}",
            i % 2 == 0 ? LogFileFormat.Labelled : LogFileFormat.Json, $"e{i}")).ToArray();
        await using var harness = Start(output: false, engines);

        for (var i = 0; i < writers; i++)
            await harness.NextAsync<EngineExited>(within: TimeSpan.FromSeconds(100));

        for (var i = 0; i < writers; i++)
        {
            var written = _folder.Text($"e{i}.log")!.Split('\n');
            Assert.Equal(lines + 1, written.Length);
            for (var line = 1; line <= lines; line++)
                Assert.Contains($"writer {i} line {line:00000000} ", written[line - 1], StringComparison.Ordinal);
        }
    }

    [Fact(Timeout = 60000)]
    public async Task Characters_SplitOverWrites_StayWhole()
    {
        var engine = Engine("printf '\\342\\202'; sleep 0.2; printf '\\254 gr\\303'; sleep 0.2; printf '\\274n\\n'", LogFileFormat.Json);
        await using var harness = Start(output: false, engine);

        await ExitOf(harness);

        Assert.Contains("\"message\":\"€ grün\"}", _folder.Text("e.log"));
    }

    [Fact(Timeout = 60000)]
    public async Task Colours_SplitOverWrites_AreStripped()
    {
        var engine = Engine("printf 'a\\033['; sleep 0.2; printf '31mb\\033'; sleep 0.2; printf '[0mc\\n'");
        engine = engine with { Logs = engine.Logs with { StripAnsi = true } };
        await using var harness = Start(output: false, engine);

        await ExitOf(harness);

        Assert.Equal("abc\n", _folder.Text("e.log"));
    }

    [Fact(Timeout = 60000)]
    public async Task Directory_RemovedWhileRunning_CostsLinesButNotTheEngine()
    {
        Directory.CreateDirectory(_folder["sub"]);
        var engine = Engine("while :; do echo line; sleep 0.02; done");
        engine = engine with { Logs = engine.Logs with { Stdout = LogTarget.File(_folder["sub/%.log"]) } };
        await using var harness = Start(output: false, engine);
        var running = await harness.NextAsync<EngineRunning>();
        await LogFolder.Until(() => _folder.Text("sub/%.log")?.Length > 0, "the first line");

        Directory.Delete(_folder["sub"], recursive: true);
        var failed = await harness.NextAsync<EngineLogFailed>();
        Directory.CreateDirectory(_folder["sub"]);
        var recovered = await harness.NextAsync<EngineLogRecovered>();

        Assert.Equal((_folder["sub/%.log"], OutputStream.Stdout), (failed.Target, failed.Stream));
        Assert.Contains("its directory does not exist; make it", failed.Reason);
        Assert.True(recovered.Lost > 0);
        Assert.Equal(running.Pid, (await harness.Tree.StatusAsync())[0].Pid);
        Assert.StartsWith("line\n", _folder.Text("sub/%.log"));
    }

    /// <summary>A rotation that fails loses nothing, and does not hide what is lost later on.</summary>
    [Fact(Timeout = 60000)]
    public async Task Rotation_ThatFails_IsNoLoss_AndHidesNone()
    {
        Directory.CreateDirectory(_folder["sub/e.log.1"]);
        var engine = Engine("while :; do echo line; sleep 0.02; done");
        engine = engine with { Logs = engine.Logs with { Stdout = LogTarget.File(_folder["sub/e.log"]), Rotate = new LogRotation { Size = 10, Keep = 1 } } };
        await using var harness = Start(output: false, engine);

        var grows = await harness.NextAsync<EngineLogFailed>();
        Assert.True(grows.OnlyGrows);
        Assert.Contains("it cannot be set aside", grows.Reason);
        await LogFolder.Until(() => _folder.Text("sub/e.log")?.Length > 30, "lines beyond the limit");

        Directory.Delete(_folder["sub"], recursive: true);
        var failed = await harness.NextAsync<EngineLogFailed>();
        Assert.False(failed.OnlyGrows);
        Assert.Contains("its directory does not exist; make it", failed.Reason);
    }

    [NeedsMountFact(Timeout = 60000)]
    public async Task Disk_Full_CostsLinesUntilThereIsRoom()
    {
        Directory.CreateDirectory(_folder["disk"]);
        using var disk = new TemporaryMount(_folder["disk"], "size=1m");
        await File.WriteAllBytesAsync(_folder["disk/filler"], new byte[900_000]);
        var engine = Engine("while :; do head -c 40000 /dev/zero | tr '\\0' x; echo; sleep 0.02; done");
        engine = engine with { Logs = engine.Logs with { Stdout = LogTarget.File(_folder["disk/e.log"]) } };
        await using var harness = Start(output: false, engine);
        var running = await harness.NextAsync<EngineRunning>();

        var failed = await harness.NextAsync<EngineLogFailed>();
        File.Delete(_folder["disk/filler"]);
        var recovered = await harness.NextAsync<EngineLogRecovered>();

        Assert.Contains("No space left", failed.Reason);
        Assert.True(recovered.Lost > 0);
        Assert.Equal(running.Pid, (await harness.Tree.StatusAsync())[0].Pid);
        await harness.Tree.StopEngineAsync("e");
        await harness.NextAsync<EngineStopped>();
    }

    [Fact(Timeout = 60000)]
    public async Task Reopen_AfterARename_WritesANewFile()
    {
        await using var harness = Start(output: false, Engine("while :; do echo line; sleep 0.02; done"));
        await LogFolder.Until(() => _folder.Text("e.log")?.Length > 0, "the first line");

        File.Move(_folder["e.log"], _folder["moved.log"]);
        harness.Tree.Logs.Reopen();

        await LogFolder.Until(() => _folder.Text("e.log")?.Length > 0, "a line in the new file");
        var old = _folder.List().Single(name => name.StartsWith("moved", StringComparison.Ordinal));
        await LogFolder.Until(() => _folder.Text("e.log")!.Length > 20, "more lines");
        Assert.Contains(old, _folder.List());
    }

    [Fact(Timeout = 60000)]
    public async Task Pipe_NobodyReads_IsAFailureAndHoldsNobody()
    {
        var engine = Engine("while :; do echo line; sleep 0.02; done");
        Fifo("e.log");
        await using var harness = Start(output: false, engine);

        var failed = await harness.NextAsync<EngineLogFailed>();
        Assert.Equal("nobody reads this pipe", failed.Reason);
        await using var reader = new FileStream(_folder["e.log"], FileMode.Open, FileAccess.Read);
        await harness.NextAsync<EngineLogRecovered>();
        Assert.Equal((byte)'l', reader.ReadByte());
    }

    [Fact(Timeout = 60000)]
    public async Task Followers_TwoHundred_AllReadEverythingAndASlowOneLosesItsOwn()
    {
        await using var harness = Start(output: false, Engine("read go < go; seq 1 20000; echo end; exec sleep 1000") with
        {
            Directory = Fifo("go"),
        });
        await harness.NextAsync<EngineRunning>();
        var log = harness.Tree.Logs.Find("e", OutputStream.Stdout)!;
        using var slow = log.Follow(capacity: 4096);
        var readers = Enumerable.Range(0, 200).Select(_ => ReadToEndMark(log)).ToArray();

        await File.WriteAllTextAsync(_folder["go"], "go\n");

        var expected = string.Concat(Enumerable.Range(1, 20000).Select(i => $"{i}\n")) + "end\n";
        Assert.All(await Task.WhenAll(readers), text => Assert.Equal(expected, text));
        Assert.True(slow.Lost > 0);

        // Who comes later sees the end, then what follows.
        using var late = log.Follow(lastBytes: 4);
        Assert.Equal("end\n", Encoding.UTF8.GetString((await late.ReadAsync()).Span));
        Assert.Equal("end\n", Encoding.UTF8.GetString(log.LastBytes(4).Span));
        Assert.Equal(LogReadResult.Read, log.Read(0, 4, out var start));
        Assert.Equal("1\n2\n", Encoding.UTF8.GetString(start.Span));
    }

    [Fact(Timeout = 60000)]
    public async Task Inherited_Stream_CanBeFollowedWithoutAFile()
    {
        var engine = TreeHarness.Shell("e", "read go < go; echo one; echo two; exec sleep 1000") with { Directory = Fifo("go") };
        await using var harness = Start(output: false, engine);
        await harness.NextAsync<EngineRunning>();
        var log = harness.Tree.Logs.Find("e", OutputStream.Stdout)!;
        using var follower = log.Follow();
        await File.WriteAllTextAsync(_folder["go"], "go\n");

        var text = "";
        while (text.Length < 8)
            text += Encoding.UTF8.GetString((await follower.ReadAsync()).Span);

        Assert.Equal("one\ntwo\n", text);
        Assert.Equal("one\ntwo\n", Encoding.UTF8.GetString(log.LastBytes(1000).Span));
        Assert.Null(log.Path);
    }

    [Theory(Timeout = 60000)]
    [InlineData(true, @"^<30>1 \d{4}-\d\d-\d\dT[\d:.]+Z \S+ e \d+ stdout - hello$", "stderr")]
    [InlineData(false, @"^<30>[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d e\[\d+\]: hello$", "<27>")]
    public async Task Syslog_UnixSocket_GetsADatagramPerLine(bool modern, string pattern, string error)
    {
        using var server = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        server.Bind(new UnixDomainSocketEndPoint(_folder["log.sock"]));
        var engine = TreeHarness.Shell("e", "echo hello; sleep 0.3; echo oops >&2") with
        {
            Restart = RestartType.Temporary,
            Logs = new EngineLogSettings { Syslog = new SyslogSettings { Socket = _folder["log.sock"], Modern = modern } },
        };
        await using var harness = Start(output: false, engine);

        Assert.Matches(pattern, await Receive(server));
        var second = await Receive(server);
        Assert.Contains(error, second);
        Assert.EndsWith("oops", second);
    }

    [Fact(Timeout = 60000)]
    public async Task Syslog_Udp_GetsADatagramPerLine()
    {
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        server.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        var engine = TreeHarness.Shell("e", "echo hello; echo again") with
        {
            Restart = RestartType.Temporary,
            Logs = new EngineLogSettings
            {
                Stdout = LogTarget.Null,
                Syslog = new SyslogSettings { Host = "127.0.0.1", Port = ((System.Net.IPEndPoint)server.LocalEndPoint!).Port, Facility = 23 },
            },
        };
        await using var harness = Start(output: false, engine);

        Assert.Matches("^<190>1 .* e \\d+ stdout - hello$", await Receive(server));
        Assert.EndsWith("again", await Receive(server));
    }

    [Fact(Timeout = 60000)]
    public async Task Syslog_ServerAway_IsReportedOnceAndTriedAgain()
    {
        var engine = TreeHarness.Shell("e", "while :; do echo line; sleep 0.05; done") with
        {
            Logs = new EngineLogSettings { Syslog = new SyslogSettings { Socket = _folder["log.sock"] } },
        };
        await using var harness = Start(output: false, engine);
        var failed = await harness.NextAsync<EngineLogFailed>();
        using var server = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        server.Bind(new UnixDomainSocketEndPoint(_folder["log.sock"]));

        // Room for ten lines is all that the socket has: who reads nothing may stay a failing target.
        var waiting = harness.NextAsync<EngineLogRecovered>();
        string received;
        do
            received = await Receive(server);
        while (!waiting.IsCompleted);
        var recovered = await waiting;

        Assert.Equal(_folder["log.sock"], failed.Target);
        Assert.True(recovered.Lost > 0);
        Assert.DoesNotContain(harness.Seen.OfType<EngineLogFailed>(), other => other != failed);
        Assert.EndsWith("line", received);
    }

    [Fact(Timeout = 60000)]
    public async Task Exit_IsToldAfterTheLastLine_EveryTime()
    {
        var engines = Enumerable.Range(0, 20).Select(i => TreeHarness.Shell($"e{i}", "seq 1 300; printf last; exit 0") with { Restart = RestartType.Temporary });
        await using var harness = Start(output: true, [.. engines]);
        for (var i = 0; i < 20; i++)
            await harness.NextAsync<EngineExited>(within: TimeSpan.FromSeconds(100));

        foreach (var exit in harness.Seen.OfType<EngineExited>())
        {
            var before = harness.Seen.TakeWhile(e => e != exit).OfType<EngineOutput>().Where(line => line.Engine == exit.Engine).ToList();
            Assert.Equal(301, before.Count);
            Assert.Equal("last", before[^1].Line);
        }
    }

    private static async Task<string> ReadToEndMark(EngineStreamLog log)
    {
        using var follower = log.Follow(capacity: 1024 * 1024);
        var text = new StringBuilder();
        while (!text.ToString().EndsWith("end\n", StringComparison.Ordinal))
            text.Append(Encoding.UTF8.GetString((await follower.ReadAsync()).Span));
        Assert.Equal(0, follower.Lost);
        return text.ToString();
    }

    private static async Task<string> Receive(Socket server)
    {
        var buffer = new byte[10_000];
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var count = await server.ReceiveAsync(buffer, SocketFlags.None, deadline.Token);
        return Encoding.UTF8.GetString(buffer, 0, count);
    }

    /// <summary>A named pipe in the folder; returns the folder.</summary>
    private string Fifo(string name)
    {
        using var made = System.Diagnostics.Process.Start("mkfifo", _folder[name]);
        made.WaitForExit();
        return _folder.Root;
    }

    public void Dispose() => _folder.Dispose();
}
