using System.Text.Json;
using Supervision.Actors.Events;
using Supervision.Actors.Settings;
using Supervision.Actors.Tests.Support;
using Supervision.Control.Tests.Support;
using Supervision.Pbm.Tests.Support;
using Supervision.Posix;

namespace Supervision.Pbm.Tests.Palettes;

public sealed class EnginePaletteTests
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    [Fact(Timeout = 120000)]
    public async Task Engines_AreListedStoppedStartedAndRestarted()
    {
        await using TreeServer server = await TreeServer.StartAsync(ControlHarness.Start(ControlHarness.Sleeper("a"), ControlHarness.Sleeper("b")));
        await server.ReadyAsync("a", "b");

        Answer list = await server.RunAsync("engine list");
        Assert.Equal(0, list.Code);
        Assert.Matches("^ENGINE +GROUP +STATE +READY +PID +UPTIME +RESTARTS +MEMORY +CPU +NOTE$", list.Lines[0]);
        Assert.Matches("^a +default +RUNNING +ready +[0-9]+ ", list.Lines[1]);
        Assert.Equal(3, list.Lines.Count);
        Assert.Equal("RUNNING", Json(Assert.Single((await server.RunAsync("engine list b", json: true)).Rows)).GetProperty("state").GetString());

        Answer stop = await server.RunAsync("engine stop a --wait");
        Assert.Equal((0, true), (stop.Code, stop.Lines[0].StartsWith("a: ", StringComparison.Ordinal)));
        Assert.Contains("STOPPED", (await server.RunAsync("engine list a")).Lines[1]);
        Assert.Equal(0, (await server.RunAsync("engine start a -w -t 30")).Code);
        Assert.Equal(0, (await server.RunAsync("engine restart a b -w")).Code);
        Assert.Equal(0, (await server.RunAsync("engine rolling-restart a -w")).Code);
        Assert.Equal(0, (await server.RunAsync("engine signal CONT a")).Code);
        Assert.Equal(["a", "b"], (await server.Client.CompleteAsync("engine", "why", "engine", "")).Order());
        Assert.Contains("group:default", await server.Client.CompleteAsync("engine", "stop", "target", "group"));
    }

    [Fact(Timeout = 120000)]
    public async Task Start_ThatWaitsInVain_IsToldWho()
    {
        EngineSettings never = ControlHarness.Sleeper("a") with { Probes = new ProbesSettings { Readiness = new ProbeSettings { Check = new ProbeCheck.Exec(["false"]) } } };
        await using TreeServer server = await TreeServer.StartAsync(ControlHarness.Start(never, ControlHarness.Sleeper("b")));
        await server.Control.Harness.NextOfAsync<EngineRunning>("a");
        Task<Answer> start = server.RunAsync("engine restart a -w -t 600");
        await server.Control.Harness.NextOfAsync<EngineRunning>("a");

        Assert.Equal(0, (await server.RunAsync("engine stop a")).Code);

        Answer answer = await start;
        Assert.Equal(1, answer.Code);
        Assert.Matches("^a: overtaken by 'stop' of uid [0-9]+ \\(pbm, pid [0-9]+\\)$", Assert.Single(answer.Problems));
    }

    [Theory(Timeout = 120000)]
    [InlineData("engine list nobody", 1, "'nobody' means no engine")]
    [InlineData("event tail engine-exitd", 2, "event tail: there is no event 'engine-exitd'; did you mean 'engine-exited'?")]
    [InlineData("event history -e nobody", 1, "'nobody' means no engine")]
    [InlineData("engine stop nobody", 1, "nobody: ")]
    [InlineData("engine info nobody", 1, "there is no engine 'nobody'")]
    [InlineData("engine why nobody", 1, "there is no engine 'nobody'")]
    [InlineData("engine tail nobody", 1, "there is no engine 'nobody'")]
    [InlineData("engine signal NOPE a", 2, "engine signal: 'NOPE' is no signal")]
    [InlineData("engine scale a 0", 2, "engine scale: '0' is no number of instances from 1 to 256")]
    [InlineData("engine scale a -1", 2, "engine scale: '-1' is no number of instances from 1 to 256")]
    [InlineData("engine stop a -t never", 2, "engine stop: --timeout is a number of seconds, up to 86400")]
    [InlineData("engine tail a -n x", 2, "engine tail: --lines is a number up to 10000")]
    [InlineData("engine top -i 0", 2, "engine top: --interval is a number of seconds from 0.2 to 3600")]
    [InlineData("engine write a hello", 1, "a: ")]
    [InlineData("engine start a,,b", 2, "engine start: that is no target")]
    [InlineData("group stop nobody", 1, "there is no group 'nobody'")]
    [InlineData("log write ' '", 2, "log write: the text has 1 to 1000 characters")]
    [InlineData("log level loudest", 2, "log level: 'loudest' is no level")]
    [InlineData("actor path /user/nobody", 1, "there is no actor /user/nobody")]
    [InlineData("actor stop /user/supervision", 1, "only actors of the host")]
    [InlineData("config reload", 1, "this host loads its configuration itself")]
    [InlineData("config show", 1, "this host did not load its configuration from anywhere")]
    [InlineData("system re-exec", 1, "re-exec is not available")]
    public async Task Command_ThatCannotBe_Fails(string command, int code, string problem)
    {
        await using TreeServer server = await TreeServer.StartAsync(ControlHarness.Start(ControlHarness.Sleeper("a")));

        Answer answer = await server.RunAsync(command);

        Assert.Equal(code, answer.Code);
        Assert.Empty(answer.Lines);
        Assert.StartsWith(problem, Assert.Single(answer.Problems));
    }

    [Fact(Timeout = 120000)]
    public async Task Why_TellsWhatHappenedLastNight()
    {
        EngineSettings engine = TreeHarness.Shell("vllm", "echo loading weights; echo 'CUDA exploded' >&2; exit 7") with
        {
            // What it is about stays to be asked: without it the tree would end with its only group.
            Budget = new BudgetSettings { MaxRetries = 1, RetryAfter = TimeSpan.FromHours(1) },
        };
        await using TreeServer server = await TreeServer.StartAsync(ControlHarness.Start(new SupervisionSettings
        {
            Groups = [new GroupSettings { Name = "default", Engines = [engine, ControlHarness.Sleeper("other")] }],
        }));
        await server.Control.Harness.NextOfAsync<EngineFatal>("vllm");
        // The journal hears of it beside us.
        Assert.True(await Eventually.Holds(() => server.Control.Tree.Journal.Read().Any(entry => entry.Json.Contains("engine-fatal", StringComparison.Ordinal)), _patience));

        string why = $"{await server.RunAsync("engine why vllm -n 2")}";

        Assert.Matches("^vllm \\(group default\\): FATAL for ", why);
        Assert.Matches("last failure: [a-z-]+: exited with code 7", why);
        Assert.Matches("restarts within the last .+: 1 of 1 allowed", why);
        Assert.Matches("attempt 2, pid [0-9]+, after a backoff of [0-9]+ms\n  command:  /bin/sh -c 'echo loading", why.Replace("\"", "'"));
        Assert.Contains("attempt 1, pid ", why);
        Assert.Matches("  started:  [0-9]{4}-[0-9-]+ [0-9:]+Z\n  ready:    ", why);
        Assert.Contains("  exit:     exited with code 7\n", why);
        Assert.Contains("    | loading weights\n", why);
        Assert.Contains("    | CUDA exploded\n", why);
        Assert.Matches("events\n  [0-9T:.-]+Z engine-", why);
        Assert.Contains("engine-fatal vllm", why);
        Assert.DoesNotContain("other", why);

        JsonElement json = Json(Assert.Single((await server.RunAsync("engine why vllm --json")).Rows));
        Assert.Equal("FATAL", json.GetProperty("state").GetString());
        Assert.Equal(7, json.GetProperty("attempts")[0].GetProperty("exit-code").GetInt32());
        Assert.Contains("CUDA exploded", json.GetProperty("attempts")[0].GetProperty("last-output").EnumerateArray().Select(line => line.GetString()));
        Assert.Contains("engine-fatal", json.GetProperty("events").EnumerateArray().Select(one => one.GetProperty("event").GetString()));
        Assert.Matches("^vllm +default +FATAL .*exited with code 7", (await server.RunAsync("engine list vllm")).Lines[1]);
    }

    [Fact(Timeout = 120000)]
    public async Task Output_IsTailedAndFollowed()
    {
        using var go = new TempFile("go", "");
        EngineSettings engine = ControlHarness.Sleeper("a", $"echo one; echo two >&2; while [ ! -s {go.Path} ]; do sleep 0.05; done; echo three;");
        await using TreeServer server = await TreeServer.StartAsync(ControlHarness.Start(engine, ControlHarness.Sleeper("b", "echo of b;")));
        Assert.True(await Eventually.Holds(() => (server.RunAsync("log peek").GetAwaiter().GetResult()).Lines.Count == 3, _patience));

        Assert.Equal(["one", "two"], (await server.RunAsync("engine tail a")).Lines.Order());
        Assert.Equal(["one"], (await server.RunAsync("engine tail -s stdout a")).Lines);
        Assert.Equal(["two"], (await server.RunAsync("engine tail a -s stderr")).Lines);
        Assert.Equal(["stdout one", "stderr two"], (await server.RunAsync("engine tail a --json")).Rows.Select(row => $"{Json(row).GetProperty("stream")} {Json(row).GetProperty("text")}"));
        Assert.Contains("[b] of b", (await server.RunAsync("log peek")).Lines);
        Assert.Contains("\"engine\":\"a\"", (await server.RunAsync("engine tail a --json")).Rows[0]);

        using var cancel = new CancellationTokenSource();
        List<string> followed = [];
        await foreach (PbmResult result in server.Client.ExecuteAsync(["engine", "tail", "-f", "a"], cancellation: cancel.Token))
        {
            if (result is not PbmResult.Line line)
                continue;
            followed.Add(line.Text);
            if (followed.Count == 2)
                go.Write("go");
            if (line.Text == "three")
                await cancel.CancelAsync();
        }
        Assert.Equal(["one", "three", "two"], followed.Order());
    }

    [Fact(Timeout = 120000)]
    public async Task Top_ComesAsTextAndJson_AndStandardInputIsWritten()
    {
        EngineSettings reader = TreeHarness.Shell("reader", "while read line; do echo \"got $line\"; done; sleep 1000") with { Stdin = StdinMode.Pipe };
        await using TreeServer server = await TreeServer.StartAsync(ControlHarness.Start(reader));
        await server.Control.Harness.NextOfAsync<EngineRunning>("reader");

        Answer top = await server.RunAsync("engine top -n 2 -i 0.2");
        Assert.Equal(2, top.Lines.Count(line => line.StartsWith("NAME ", StringComparison.Ordinal)));
        Top.TopSnapshot snapshot = Top.TopSnapshot.Parse(Assert.Single((await server.RunAsync("engine top -n 1", json: true)).Rows));
        Assert.Equal(("reader", "default", "RUNNING"), (snapshot.Rows[0].Name, snapshot.Rows[0].Group, snapshot.Rows[0].State));
        Assert.Equal(Environment.MachineName, snapshot.Host);

        Assert.Equal(0, (await server.RunAsync("engine write reader 'hello  you' again")).Code);
        await server.Control.Harness.NextOfAsync<EngineOutput>("reader", output => output.ToString().Contains("got hello  you again", StringComparison.Ordinal));
    }

    private static JsonElement Json(string row)
    {
        using var document = JsonDocument.Parse(row);
        return document.RootElement.Clone();
    }
}
