using System.Text;
using System.Text.Json;
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Settings;
using Supervision.Actors.Tests.Support;
using Supervision.Control.Tests.Support;
using Supervision.Posix;

namespace Supervision.Control.Tests.Http;

public sealed class EngineApiTests
{
    [Fact(Timeout = 60_000)]
    public async Task Engines_AreListed_Stopped_AndStartedAgain()
    {
        await using var http = await HttpHarness.StartAsync(ControlHarness.Sleeper("a"), ControlHarness.Sleeper("b"));
        await http.Inner.ReadyAsync(2);

        var (listed, engines) = await http.SendAsync("GET", "/api/v1/engines");
        var (stopped, report) = await http.SendAsync("PUT", "/api/v1/engines/a/desired", """{"desired":"down","wait":true}""");
        var (again, same) = await http.SendAsync("PUT", "/api/v1/engines/a/desired", """{"desired":"down"}""");
        var (_, one) = await http.SendAsync("GET", "/api/v1/engines/a");
        var (started, up) = await http.SendAsync("PUT", "/api/v1/engines/a/desired", """{"desired":"up","wait":true,"timeout":20}""");

        Assert.Equal([200, 200, 200, 200], [listed, stopped, again, started]);
        Assert.Equal(["a running ready", "b running ready"], engines.GetProperty("engines").EnumerateArray().Select(engine =>
            $"{engine.GetProperty("name")} {engine.GetProperty("state")} {engine.GetProperty("readiness")}"));
        Assert.Equal(("ok", "already"), (StatusOf(report), StatusOf(same)));
        Assert.Equal("stopped", one.GetProperty("engine").GetProperty("state").GetString());
        Assert.Equal("ok", StatusOf(up));
        var given = await http.Inner.Harness.NextAsync<CommandGiven>();
        Assert.StartsWith("anybody (http 127.0.0.1:", given.By);
    }

    [Fact(Timeout = 60_000)]
    public async Task Errors_AreProblems()
    {
        await using var http = await HttpHarness.StartAsync(ControlHarness.Failing("a"));

        foreach (var (method, path, body, status, detail) in new (string, string, string?, int, string)[]
        {
            ("GET", "/api/v1/engines/x", null, 404, "there is no engine 'x'"),
            ("GET", "/api/v1/engines/x/why", null, 404, "there is no engine 'x'"),
            ("PUT", "/api/v1/engines/x/desired", """{"desired":"up"}""", 404, "x: 'x' means no engine"),
            ("PUT", "/api/v1/engines/a/desired", """{"desired":"sideways"}""", 400, "desired is up or down"),
            ("PUT", "/api/v1/engines/a/desired", """{"desire":"up"}""", 400, "the body is not what is expected: 'desire' is unknown; known are: desired, wait, timeout"),
            ("PUT", "/api/v1/engines/a/desired", """{"desired":"up","desired":"down"}""", 400, "the body is not what is expected: 'desired' is there twice"),
            ("POST", "/api/v1/engines/a/restart", """{"wait":true,"timeout":5,"wait":true}""", 400, "the body is not what is expected: 'wait' is there twice"),
            ("PUT", "/api/v1/engines/a/desired", """{"desired":5}""", 400, "the body is not what is expected: 'desired' is a text"),
            ("PUT", "/api/v1/engines/a/desired", """{"desired":"up","wait":"yes"}""", 400, "the body is not what is expected: 'wait' is true or false"),
            ("PUT", "/api/v1/engines/a/desired", """{"desired":"up","timeout":true}""", 400, "the body is not what is expected: 'timeout' is a number"),
            ("PUT", "/api/v1/engines/a/instances", """{"instances":1.5}""", 400, "the body is not what is expected: a number in it is not whole, or too large"),
            ("POST", "/api/v1/system/mark", """{"text":"\ud800"}""", 400, "a JSON object, and in its texts no broken characters"),
            ("PUT", "/api/v1/engines/a/desired", "[1]", 400, "the body is not what is expected: a JSON object"),
            ("PUT", "/api/v1/engines/a/desired", "[1", 400, "the body is no JSON from line 1, byte 3 on"),
            ("POST", "/api/v1/configuration/reload", null, 404, "loads its configuration itself"),
            ("PUT", "/api/v1/engines/a/desired", """{"desired":"up","wait":true,"timeout":20}""", 409, "a: exited with code 3"),
            ("PUT", "/api/v1/engines/a/desired", """{"desired":"up","timeout":-1}""", 400, "timeout is a number of seconds"),
            ("PUT", "/api/v1/engines/a/instances", """{"instances":0}""", 400, "instances is a number from 1 to 256"),
            ("PUT", "/api/v1/engines/a/instances", """{"instances":3}""", 422, "a: cannot be done with its settings"),
            ("POST", "/api/v1/engines/a/signal", """{"signal":"NOPE"}""", 400, "signal is a name"),
            ("POST", "/api/v1/system/mark", """{"text":" \t"}""", 400, "text has 1 to 1000 characters"),
            ("POST", "/api/v1/engines/a,,b/restart", null, 400, "is no target"),
            ("GET", "/api/v1/engines/a/logs/stdout?lines=1&offset=0", null, 400, "lines and offset exclude each other"),
            ("GET", "/api/v1/engines/a/logs/stdout?offset=-1&length=1", null, 400, "length and an offset from the end"),
            ("GET", "/api/v1/engines/a/logs/stdout?length=1", null, 400, "length goes with offset"),
            ("GET", "/api/v1/engines/a/logs/stdwhat", null, 404, "there is no stream"),
            ("GET", "/api/v1/nothing", null, 404, "there is no /api/v1/nothing"),
            ("DELETE", "/api/v1/engines/a", null, 405, "does not take DELETE"),
            ("GET", "/api/v1/events?after=x", null, 400, "the id of the last event"),
            ("GET", "/api/v1/events?after=-1", null, 400, "'-1' is no id of an event"),
            ("GET", "/api/v1/events?after=x-1", null, 400, "'x-1' is no id of an event"),
            ("GET", "/api/v1/events?names=engine-*,engine-exitd", null, 400, "there is no event 'engine-exitd'; did you mean 'engine-exited'?"),
            ("GET", "/api/v1/events?names=nothing-like-it-*", null, 400, "there is no event 'nothing-like-it-*'; known are: budget-exhausted, command-given, "),
            ("GET", "/api/v1/events/history?names=x", null, 400, "there is no event 'x'"),
            ("GET", "/api/v1/events?target=x", null, 404, "'x' means no engine"),
            ("GET", "/api/v1/events/history?target=tier=gold", null, 404, "'tier=gold' means no engine"),
            ("GET", "/api/v1/events?name=engine-*", null, 400, "there is no parameter 'name' here; known are: after, names, target, samples"),
            ("GET", "/api/v1/events?names=*&%6eames=*", null, 400, "the parameter 'names' is there twice"),
            ("GET", "/api/v1/engines?target=a&target=b", null, 400, "the parameter 'target' is there twice"),
            ("POST", "/api/v1/engines/a/restart?wait=true", null, 400, "there is no parameter 'wait' here; there is none"),
            ("GET", "/health?engin=x", null, 400, "there is no parameter 'engin' here; known are: engine"),
            ("GET", "/api/v1/actors?depth=1000", null, 400, "depth is a whole number from 0 to 64"),
            ("GET", "/api/v1/actors?path=/user/nobody", null, 404, "there is no actor"),
            ("POST", "/api/v1/system/re-exec", null, 422, "not available"),
            ("GET", "/api/v1/configuration", null, 404, "did not load its configuration"),
        })
        {
            var (got, problem) = await http.SendAsync(method, path, body);
            Assert.True(got == status && problem.GetProperty("status").GetInt32() == status, $"{method} {path}: {got} {problem}");
            Assert.Contains(detail, problem.GetProperty("detail").GetString());
            Assert.Equal("about:blank", problem.GetProperty("type").GetString());
        }

        using var response = await http.Client.GetAsync("/api/v1/engines/x");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact(Timeout = 60_000)]
    public async Task Start_ThatWaitsInVain_IsAConflict_ThatSaysWhy()
    {
        await using var http = await HttpHarness.StartAsync(
            ControlHarness.Sleeper("a") with { Probes = new ProbesSettings { Readiness = new ProbeSettings { Check = new ProbeCheck.Exec(["false"]) } } },
            ControlHarness.Sleeper("b"));
        await http.Inner.Harness.NextOfAsync<EngineRunning>("a");
        var start = http.SendAsync("POST", "/api/v1/engines/a/restart", """{"wait":true,"timeout":600}""");
        await http.Inner.Harness.NextOfAsync<EngineRunning>("a");

        var (stopped, _) = await http.SendAsync("PUT", "/api/v1/engines/a/desired", """{"desired":"down"}""");

        var (status, problem) = await start;
        Assert.Equal((200, 409, "overtaken"), (stopped, status, StatusOf(problem)));
        Assert.StartsWith("a: overtaken by 'stop' of anybody (http 127.0.0.1:", problem.GetProperty("detail").GetString());
    }

    [Fact(Timeout = 60_000)]
    public async Task Beats_AndInput_AreAnsweredWithTheGroup()
    {
        await using var http = await HttpHarness.StartAsync(TreeHarness.Shell("a", "while read l; do :; done; exec sleep 1000") with { Stdin = StdinMode.Pipe });
        await http.Inner.ReadyAsync(1);

        var (_, beat) = await http.SendAsync("POST", "/api/v1/engines/a/heartbeat", "{}");
        var (_, written) = await http.SendAsync("POST", "/api/v1/engines/a/stdin", "x");

        Assert.Equal(("default", "default"), (beat.GetProperty("group").GetString(), written.GetProperty("group").GetString()));
    }

    [Fact(Timeout = 60_000)]
    public async Task Log_Inherited_IsOfItsStreamAlone()
    {
        await using var http = await HttpHarness.StartAsync(ControlHarness.Sleeper("a", "echo out; echo err >&2;"));
        var err = await UntilAsync(() => http.SendAsync("GET", "/api/v1/engines/a/logs/stderr"), answer => answer is { Status: 200 } && answer.Body.ToString().Length > 0);
        var output = await UntilAsync(() => http.SendAsync("GET", "/api/v1/engines/a/logs/stdout"), answer => answer is { Status: 200 } && answer.Body.ToString().Length > 0);

        Assert.Equal(("out\n", "err\n"), (output.Body.GetString(), err.Body.GetString()));
    }

    [Fact(Timeout = 60_000)]
    public async Task Restart_WithTheSameKey_IsDoneOnce()
    {
        await using var http = await HttpHarness.StartAsync(ControlHarness.Sleeper("a"));
        await http.Inner.ReadyAsync(1);

        var both = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => http.SendAsync("POST", "/api/v1/engines/a/restart", """{"wait":true}""", ("Idempotency-Key", "one"))));
        var (other, problem) = await http.SendAsync("POST", "/api/v1/engines/a/restart", """{"wait":false}""", ("Idempotency-Key", "one"));

        Assert.All(both, one => Assert.Equal((200, both[0].Body.ToString()), (one.Status, one.Body.ToString())));
        Assert.Equal(2, Assert.Single(await http.Inner.Control.ListAsync()).Attempt);
        Assert.Equal((422, "Key used before"), (other, problem.GetProperty("title").GetString()));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("/api/v1/configuration/reload")]
    [InlineData("/api/v1/system/reopen-logs")]
    [InlineData("/api/v1/system/re-exec")]
    [InlineData("/api/v1/engines/a/hasten")]
    public async Task Command_ThatTakesNoBody_RefusesOne(string path)
    {
        await using var http = await HttpHarness.StartAsync(ControlHarness.Sleeper("a"));

        var (status, problem) = await http.SendAsync("POST", path, """{"dryRun":true}""");

        Assert.Equal((400, "this takes no body"), (status, problem.GetProperty("detail").GetString()));
    }

    [Fact(Timeout = 60_000)]
    public async Task Stdin_AndLogs_GoBothWays()
    {
        await using var http = await HttpHarness.StartAsync(
            TreeHarness.Shell("a", "while read l; do echo \"got $l\"; done; exec sleep 1000") with { Stdin = StdinMode.Pipe });
        await http.Inner.ReadyAsync(1);
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var reader = new EventReader(await http.Client.GetStreamAsync("/api/v1/engines/a/logs/stdout/follow?lines=0", end.Token));

        using var written = await http.Client.PostAsync("/api/v1/engines/a/stdin?close=true", new ByteArrayContent("one\ntwo\n"u8.ToArray()), end.Token);
        var first = await reader.NextAsync(end.Token);
        var second = await reader.NextAsync(end.Token);
        await http.Inner.Harness.NextAsync<EngineOutput>(line => line.Line == "got two");
        var last = await http.Client.GetStringAsync("/api/v1/engines/a/logs/stdout?lines=1", end.Token);

        Assert.Equal(200, (int)written.StatusCode);
        Assert.Equal((null, "line", "got one"), first);
        Assert.Equal("got two", second!.Value.Data);
        Assert.Equal("got two\n", last);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("offset=0&length=4", "line", 4)]
    [InlineData("offset=4", " one\n", 9)]
    [InlineData("offset=-4", "one\n", 9)]
    [InlineData("offset=-100", "line one\n", 9)]
    public async Task Log_ByOffset_SaysWhereToGoOn(string query, string expected, long next)
    {
        var path = Path.Combine(Path.GetTempPath(), $"control-{Guid.NewGuid():N}.log");
        try
        {
            await using var http = await HttpHarness.StartAsync(TreeHarness.Shell("a", "echo line one; exec sleep 1000") with
            {
                Logs = new EngineLogSettings { Stdout = LogTarget.File(path), Format = LogFileFormat.Raw },
            });
            await http.Inner.ReadyAsync(1, "line one");
            await UntilAsync(() => http.Client.GetStringAsync("/api/v1/engines/a/logs/stdout"), text => text == "line one\n");
            using var answer = await http.Client.GetAsync($"/api/v1/engines/a/logs/stdout?{query}");
            var documented = (await http.SendAsync("GET", "/api/v1/openapi.json")).Body
                .GetProperty("paths").GetProperty("/api/v1/engines/{name}/logs/{stream}").GetProperty("get").GetProperty("responses").GetProperty("200");

            Assert.Equal(expected, await answer.Content.ReadAsStringAsync());
            Assert.Equal([next.ToString(System.Globalization.CultureInfo.InvariantCulture)], answer.Headers.GetValues("Supervision-Log-Offset"));
            Assert.True(documented.GetProperty("headers").TryGetProperty("Supervision-Log-Offset", out _));
            Assert.True(documented.GetProperty("content").TryGetProperty(answer.Content.Headers.ContentType!.MediaType!, out _));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Health_IsTheWatchdogs_And503WhenTheHeartbeatIsTooOld()
    {
        await using var http = await HttpHarness.StartAsync(ControlHarness.Sleeper("a") with
        {
            Heartbeat = new HeartbeatSettings { Interval = TimeSpan.FromMilliseconds(50), Timeout = TimeSpan.Zero },
        });
        var pid = (await http.Inner.ReadyAsync(1))["a"];

        var (good, healthy) = await http.SendAsync("GET", "/health");
        await http.Inner.Control.StopAsync(ControlHarness.On("a"), ControlHarness.Caller, CommandOptions.Waiting);
        await http.Inner.Control.StartAsync(ControlHarness.On("a"), ControlHarness.Caller);
        var bad = await UntilAsync(() => http.SendAsync("GET", "/health?engine=a"), one => one.Status == 200);
        await http.Inner.Control.WriteStdinAsync("a", default, ControlHarness.Caller);

        Assert.Equal((200, "healthy", "supervision"), (good, healthy.GetProperty("status").GetString(), healthy.GetProperty("service").GetString()));
        var engine = healthy.GetProperty("engines").GetProperty("a");
        Assert.Equal((pid, "healthy"), (engine.GetProperty("pid").GetInt32(), engine.GetProperty("status").GetString()));
        Assert.InRange(engine.GetProperty("heartbeatAgeSeconds").GetDouble(), 0, 60);
        Assert.Equal(200, bad.Status);
        Assert.Equal(404, (await http.SendAsync("GET", "/health?engine=b")).Status);
    }

    [Fact(Timeout = 60_000)]
    public async Task Health_OfAFrozenEngine_TellsHowLongAgoItWasSeen()
    {
        await using var http = await HttpHarness.StartAsync(ControlHarness.Sleeper("a") with
        {
            Heartbeat = new HeartbeatSettings { Interval = TimeSpan.FromMilliseconds(50), Timeout = TimeSpan.FromSeconds(1) },
            Stop = new StopSettings { Timeout = TimeSpan.FromSeconds(20), KillTimeout = TimeSpan.FromSeconds(5) },
        });
        await http.Inner.ReadyAsync(1);

        await http.Inner.Control.SignalAsync(ControlHarness.On("a"), Signals.Stop, ControlHarness.Caller);
        var (status, answer) = await UntilAsync(() => http.SendAsync("GET", "/health"), one => one.Status == 503);

        Assert.Equal((503, "unhealthy"), (status, answer.GetProperty("status").GetString()));
        Assert.StartsWith("a offline (", answer.GetProperty("detail").GetString());
        await http.Inner.Control.HastenAsync(ControlHarness.On("a"), ControlHarness.Caller);
    }

    [Fact(Timeout = 60_000)]
    public async Task Probes_AreThoseOfTheHealthListener()
    {
        await using var http = await HttpHarness.StartAsync(ControlHarness.Sleeper("a"));
        await http.Inner.ReadyAsync(1);

        foreach (var path in new[] { "/livez", "/readyz", "/ping", "/startupz", "/healthz" })
        {
            await UntilAsync(() => http.SendAsync("GET", path), one => one.Status == 200);
        }

        Assert.Equal("a: RUNNING, ready\n", await http.Client.GetStringAsync("/readyz"));
        await http.Inner.Control.ShutdownAsync(ControlHarness.Caller);
        Assert.Equal(503, (await http.SendAsync("GET", "/readyz")).Status);
    }

    [Fact(Timeout = 60_000)]
    public async Task Configuration_HasATag_ThatConditionsGoBy()
    {
        var text = "supervision.engines.a { command = [sleep, \"1000\"], environment.API_KEY = very-secret }";
        await using var http = await HttpHarness.StartAsync(ControlHarness.Load(() => text), HttpHarness.Loopback);
        await http.Inner.ReadyAsync(1);

        using var first = await http.Client.GetAsync("/api/v1/configuration");
        var tag = first.Headers.ETag!.ToString();
        var same = await http.SendAsync("GET", "/api/v1/configuration", null, ("If-None-Match", tag));
        foreach (var (name, value, status) in new[]
        {
            ("If-None-Match", $"W/{tag}", 304), ("If-None-Match", $"\"a,b\" , W/{tag}", 304), ("If-None-Match", "*", 304), ("If-None-Match", "\"a\", \"b\"", 200),
            ("If-None-Match", tag.Trim('"'), 400), ("If-Match", $"\"a\",{tag}", 200), ("If-Match", "*", 200), ("If-Match", $"W/{tag}", 412), ("If-Match", "\"a\"\"b\"", 400),
            ("If-Match", "W/", 400), ("If-Match", "\"a", 400), ("If-Match", ",", 412),
        })
        {
            Assert.Equal((name, value, status), (name, value, (await http.SendAsync("GET", "/api/v1/configuration", null, (name, value))).Status));
        }

        text += "\nsupervision.engines.a.labels.tier = gold";
        var check = await http.SendAsync("GET", "/api/v1/configuration/check");
        var wrong = await http.SendAsync("POST", "/api/v1/configuration/reload", null, ("If-Match", "\"other\""));
        var weak = await http.SendAsync("POST", "/api/v1/configuration/reload", null, ("If-Match", $"\"a\", W/{tag}"));
        var known = await http.SendAsync("POST", "/api/v1/configuration/reload", null, ("If-None-Match", "*"));
        var right = await http.SendAsync("POST", "/api/v1/configuration/reload", null, ("If-Match", $"\"other\", {tag}"));
        var any = await http.SendAsync("POST", "/api/v1/configuration/reload", null, ("If-Match", "*"));
        var now = await http.SendAsync("GET", "/api/v1/configuration", null, ("If-None-Match", tag));
        text += "\nsupervision.engines.a.comand = x";
        var invalid = await http.SendAsync("POST", "/api/v1/configuration/reload");
        var hocon = await http.Client.GetStringAsync("/api/v1/configuration?format=hocon&origins=true");

        var body = JsonDocument.Parse(await first.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal("***", body.GetProperty("supervision").GetProperty("engines").GetProperty("a").GetProperty("environment").GetProperty("API_KEY").GetString());
        Assert.Equal([304, 200, 412, 200, 200, 422], [same.Status, check.Status, wrong.Status, right.Status, now.Status, invalid.Status]);
        Assert.Equal([412, 412, 200], [weak.Status, known.Status, any.Status]);
        Assert.Equal("applied", right.Body.GetProperty("status").GetString());
        Assert.Equal("labels", right.Body.GetProperty("difference").GetProperty("changed")[0].GetProperty("keys")[0].GetString());
        Assert.Contains("comand", invalid.Body.GetProperty("problems")[0].GetProperty("path").GetString());
        Assert.DoesNotContain("very-secret", hocon);
    }

    private static string? StatusOf(JsonElement report) => report.GetProperty("engines")[0].GetProperty("status").GetString();

    private static async Task<T> UntilAsync<T>(Func<Task<T>> read, Func<T, bool> good)
    {
        while (true)
        {
            if (await read() is var value && good(value))
            {
                return value;
            }

            await Task.Yield();
        }
    }
}
