using Supervision.Actors;
using Supervision.Actors.Engines;
using Supervision.Actors.Settings;
using Supervision.Actors.Tests.Support;

namespace Supervision.Control.Tests.Support;

/// <summary>A real tree with a control service in front of it.</summary>
internal sealed class ControlHarness : IAsyncDisposable
{
    public static readonly ControlCaller Caller = new("tester", "test");

    private ControlHarness(TreeHarness tree, ControlOptions? options)
    {
        Harness = tree;
        Control = new ControlService(tree.Tree, options);
    }

    public TreeHarness Harness { get; }

    public SupervisionTree Tree => Harness.Tree;

    public ControlService Control { get; }

    public static ControlHarness Start(params EngineSettings[] engines) => new(TreeHarness.Start(engines), null);

    public static ControlHarness Start(SupervisionSettings settings, ControlOptions? options = null) =>
        new(TreeHarness.Start(settings), options);

    /// <summary>From HOCON; what loads it again reads <paramref name="text"/> anew.</summary>
    public static ControlHarness Load(Func<string> text)
    {
        var loaded = Read();
        Assert.True(loaded.Success, string.Join('\n', loaded.Errors));
        return Start(loaded.Settings, new ControlOptions { Loaded = loaded, Load = Read });

        SettingsResult Read()
        {
            var path = Path.GetTempFileName();
            try
            {
                File.WriteAllText(path, text());
                return SettingsLoader.Load(new SettingsSources { Files = [path] });
            }
            finally
            {
                File.Delete(path);
            }
        }
    }

    /// <summary>A script that never ends by itself, and stops at once when it is told.</summary>
    public static EngineSettings Sleeper(string name, string before = "") => TreeHarness.Shell(name, $"{before} exec sleep 1000");

    /// <summary>An engine that is not started with its tree, and fails as soon as it is; it never counts as ready before.</summary>
    public static EngineSettings Failing(string name) => TreeHarness.Shell(name, "exit 3") with
    {
        AutoStart = false,
        Budget = new BudgetSettings { MaxRetries = null },
        Probes = new ProbesSettings { Readiness = new ProbeSettings { Check = new ProbeCheck.Exec(["false"]) } },
    };

    public static Target On(string text)
    {
        Assert.True(Target.TryParse(text, out var target), text);
        return target;
    }

    /// <summary>As <see cref="TreeHarness.AllReadyAsync"/>, and what is shown is so far as well: the events overtake it.</summary>
    public async Task<Dictionary<string, int>> ReadyAsync(int count, string? output = null)
    {
        var pids = await Harness.AllReadyAsync(count, output);
        foreach (var engine in pids.Keys)
        {
            await Harness.StatusOfAsync(engine, status => status.Readiness == Readiness.Ready);
        }

        return pids;
    }

    public async ValueTask DisposeAsync()
    {
        await Control.DisposeAsync();
        await Harness.DisposeAsync();
    }
}
