using System.Text;
using System.Text.Json;
using Supervision.Actors.Events;
using Supervision.Control.Tests.Support;
using Supervision.Pbm.Tests.Support;

namespace Supervision.Pbm.Tests.Palettes;

public sealed class OtherPaletteTests
{
    private const string Config = "supervision.engines.web { command = [sleep, \"1000\"], environment { API_TOKEN = do-not-show-me } }\n";

    [Fact(Timeout = 120000)]
    public async Task Help_OfEveryCommand_IsAsReviewed()
    {
        await using TreeServer server = await TreeServer.StartAsync(ControlHarness.Start(ControlHarness.Sleeper("a")));
        var text = new StringBuilder();
        foreach (CommandPalette? palette in server.Host.Palettes.Prepend(null))
        {
            string[] about = palette is null ? [""] : ["", .. palette.Commands.Select(command => command.Name)];
            foreach (string command in about)
            {
                string line = $"help {palette?.Name} {command}".TrimEnd();
                text.Append($"$ {line}\n").AppendJoin('\n', (await server.RunAsync(line)).Lines).Append("\n\n");
            }
        }

        Baseline.Verify("Cli/pbm.commands.txt", text.ToString());
    }

    [Fact(Timeout = 120000)]
    public async Task Groups_AreListedStoppedAndStarted()
    {
        await using TreeServer server = await TreeServer.StartAsync(ControlHarness.Start(ControlHarness.Sleeper("a"), ControlHarness.Sleeper("b")));
        await server.ReadyAsync("a", "b");

        Assert.Matches("^default +- +one-for-one +[0-9]+ +2 +2 +2$", (await server.RunAsync("group list")).Lines[1]);
        Assert.Equal(2, (await server.RunAsync("group stop default -w")).Lines.Count);
        Assert.Matches("^default .* 2 +0 +0$", (await server.RunAsync("group list")).Lines[1]);
        Assert.Equal(0, (await server.RunAsync("group start default -w")).Code);
        Assert.Equal(0, (await server.RunAsync("group restart default")).Code);
        Assert.Equal(["default"], await server.Client.CompleteAsync("group", "stop", "group", ""));
    }

    [Fact(Timeout = 120000)]
    public async Task Events_OfThePast_AndAsTheyCome_AreTold()
    {
        await using TreeServer server = await TreeServer.StartAsync(ControlHarness.Start(ControlHarness.Sleeper("a")));
        await server.Control.Harness.NextOfAsync<EngineReady>("a");

        Assert.True(await Eventually.Holds(
            () => server.RunAsync("event history engine-ready").GetAwaiter().GetResult().Lines is [var line] && line.Contains("engine-ready a", StringComparison.Ordinal),
            TimeSpan.FromSeconds(30)));

        using var cancel = new CancellationTokenSource();
        List<string> events = [];
        await foreach (PbmResult result in server.Client.ExecuteAsync(["event", "tail", "engine-*", "command-given", "--after", "0", "--json"], cancellation: cancel.Token))
        {
            if (result is not PbmResult.Row row)
                continue;
            using var document = JsonDocument.Parse(row.Json);
            events.Add(document.RootElement.GetProperty("event").GetString()!);
            if (events[^1] == "engine-ready")
                Assert.Equal(0, (await server.RunAsync("engine stop a")).Code);
            // The command's outcome is known, and told, only after the stop.
            if (events.Contains("engine-stopped") && events.Contains("command-given"))
                await cancel.CancelAsync();
        }
        Assert.Contains("engine-starting", events);
        Assert.Contains("command-given", events);
        Answer given = await server.RunAsync("event history command-given");
        Assert.Contains("pbm, pid", Assert.Single(given.Lines));
    }

    [Fact(Timeout = 120000)]
    public async Task Configuration_IsShownComparedAndReloaded()
    {
        string text = Config;
        await using TreeServer server = await TreeServer.StartAsync(ControlHarness.Load(() => text));
        await server.Control.Harness.NextOfAsync<EngineReady>("web");

        Answer show = await server.RunAsync("config show");
        Assert.Contains(show.Lines, line => line.Contains("sleep", StringComparison.Ordinal));
        Assert.DoesNotContain("do-not-show-me", $"{show}");
        Assert.DoesNotContain("do-not-show-me", $"{await server.RunAsync("engine info web")}");
        using (JsonDocument.Parse(Assert.Single((await server.RunAsync("config show --json")).Rows)))
        {
        }
        Assert.Equal("valid\ncode 0", $"{await server.RunAsync("config check")}");

        text = Config + "supervision.engines.more { command = [sleep, \"1000\"] }\n";
        Assert.Equal("valid: added: more\ncode 0", $"{await server.RunAsync("config diff")}");
        Assert.Contains("\"added\":[\"more\"]", Assert.Single((await server.RunAsync("config diff --json")).Rows));
        Assert.Equal("applied: added: more\ncode 0", $"{await server.RunAsync("config reload")}");
        await server.Control.Harness.NextOfAsync<EngineReady>("more");
        Assert.Equal(3, (await server.RunAsync("engine list")).Lines.Count);

        text = "supervision.engines.web { comand = [sleep] }\n";
        Answer bad = await server.RunAsync("config check");
        Assert.Equal(1, bad.Code);
        Assert.Contains(bad.Problems, problem => problem.Contains("comand", StringComparison.Ordinal));
        Assert.Equal(1, (await server.RunAsync("config reload")).Code);
        Assert.Equal(3, (await server.RunAsync("engine list")).Lines.Count);
    }

    [Fact(Timeout = 120000)]
    public async Task SystemClusterAndLog_TellOfTheDaemon()
    {
        await using TreeServer server = await TreeServer.StartAsync(ControlHarness.Start(ControlHarness.Sleeper("a")));
        await server.Control.Harness.NextOfAsync<EngineReady>("a");

        Answer info = await server.RunAsync("system info");
        Assert.Contains(info.Lines, line => line.StartsWith("pbm cut off:", StringComparison.Ordinal));
        Assert.EndsWith($" {server.Client.Address.Path}", info.Lines.Single(line => line.StartsWith("endpoints:", StringComparison.Ordinal)));
        Assert.Equal(server.Client.Address.Path, Assert.Single((await server.Control.Control.SystemAsync()).Endpoints));
        Assert.Matches("^up [0-9]+(ms|s|m .*), since ", (await server.RunAsync("system uptime")).Lines[0]);
        Assert.Matches("^HOST +STATE +ENGINES", (await server.RunAsync("cluster show")).Lines[0]);
        Assert.Contains("\"engines\":1", (await server.RunAsync("cluster show --json")).Rows[0]);
        Assert.Equal("level:  unknown\ncode 0", $"{await server.RunAsync("log level")}");
        Assert.Equal("written\ncode 0", $"{await server.RunAsync("log write before the upgrade")}");
        Assert.Contains(
            (await server.RunAsync("event history command-given")).Lines,
            line => line.Contains("before the upgrade", StringComparison.Ordinal));
        Assert.Equal(0, (await server.RunAsync("log reopen")).Code);
    }

    [Fact(Timeout = 120000)]
    public async Task Actors_AreShown()
    {
        await using TreeServer server = await TreeServer.StartAsync(ControlHarness.Start(ControlHarness.Sleeper("a")));
        await server.Control.Harness.NextOfAsync<EngineReady>("a");

        Assert.Equal($"system:  {server.Control.Tree.System.Name}", (await server.RunAsync("actor system")).Lines[0]);
        Answer all = await server.RunAsync("actor hierarchy -d 5");
        Assert.Equal("/user", all.Lines[0]);
        Assert.Contains("/user/supervision/default/a", all.Lines);
        Assert.Equal(["/user/supervision/default"], (await server.RunAsync("actor hierarchy -d 0 -s /user/supervision/default")).Lines);
        Assert.Contains("EngineActor", $"{await server.RunAsync("actor path /user/supervision/default/a")}");
        Assert.Contains((await server.RunAsync("actor children /user/supervision/default")).Lines, line => line.EndsWith("/user/supervision/default/a", StringComparison.Ordinal));
        Assert.Contains("/user/supervision", $"{await server.RunAsync("actor mailbox -a")}");
        Assert.Contains("/user/supervision", await server.Client.CompleteAsync("actor", "path", "path", "/user/sup"));
    }

    [Fact(Timeout = 120000)]
    public async Task Shutdown_StopsTheTree()
    {
        await using TreeServer server = await TreeServer.StartAsync(ControlHarness.Start(ControlHarness.Sleeper("a")));
        await server.Control.Harness.NextOfAsync<EngineReady>("a");

        Assert.Equal("stopping\ncode 0", $"{await server.RunAsync("system shutdown")}");

        await server.Control.Tree.Completion.WaitAsync(TimeSpan.FromSeconds(30));
    }
}
