using Supervision.Actors.Reload;
using Supervision.Actors.Tests.Settings;

namespace Supervision.Actors.Tests.Reload;

public sealed class SettingsDifferenceTests
{
    private const string Engines = "supervision.defaults.engine.";
    private const string Groups = "supervision.defaults.group.";

    public static TheoryData<string> Paths => [.. SettingCases.All.Select(one => one.Path)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Setting_LoadedTwice_IsNoDifference(string path)
    {
        var text = With(path);

        var difference = SettingsDifference.Between(Conf.Settings(text), Conf.Settings(text));

        Assert.Empty(difference.Changed);
        Assert.True(difference.IsEmpty);
        Assert.Equal("no change", difference.ToString());
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Setting_Changed_IsTold(string path)
    {
        var before = path.EndsWith(".group", StringComparison.Ordinal) ? SettingCases.Base.Replace(", group = g", "", StringComparison.Ordinal) : SettingCases.Base;
        var difference = SettingsDifference.Between(Conf.Settings(before), Conf.Settings(With(path)));

        var told = difference.Changed.SelectMany(change => change.Keys).Concat(difference.ChangedGroups.SelectMany(change => change.Keys))
            .Concat(difference.NotApplied).Concat(difference.Daemon).ToList();
        if (path == Engines + "instances")
        {
            Assert.Equal<string>(["e-0", "e-1"], difference.Added);
            Assert.Equal<string>(["e"], difference.Removed);
            return;
        }

        Assert.NotEmpty(told);
        Assert.DoesNotContain(EngineComparison.Other, told);
        var key = path.Replace(Engines, "", StringComparison.Ordinal).Replace(Groups, "", StringComparison.Ordinal)
            .Replace("supervision.", "", StringComparison.Ordinal);
        Assert.Contains(told, one => key == one || key.StartsWith(one + ".", StringComparison.Ordinal) || one.StartsWith(key + ".", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("stop.timeout = 3s", "stop", ReloadEffect.InPlace)]
    [InlineData("budget.max-retries = 7", "budget", ReloadEffect.InPlace)]
    [InlineData("probes.liveness.tcp = \"127.0.0.1:1\"", "probes.liveness", ReloadEffect.InPlace)]
    [InlineData("probes.readiness.notify = ready", "probes.readiness", ReloadEffect.Restart)]
    [InlineData("environment.A = b", "environment", ReloadEffect.Restart)]
    [InlineData("logs.stdout = null", "logs", ReloadEffect.Restart)]
    public void Change_HasItsEffect(string setting, string key, ReloadEffect effect)
    {
        const string Base = "supervision.engines.e { command = serve }\n";

        var change = Assert.Single(SettingsDifference.Between(Conf.Settings(Base), Conf.Settings($"{Base}supervision.engines.e.{setting}")).Changed);

        Assert.Equal<string>([key], change.Keys);
        Assert.Equal(effect, change.Effect);
    }

    [Fact]
    public void Difference_NamesWhatComesAndGoes()
    {
        var before = Conf.Settings("supervision { groups.old.priority = 1, engines { a { command = a }, b { command = b, group = old }, c { command = c } } }");
        var after = Conf.Settings("supervision { exit-code = engine, log.level = debug, engines { a { command = [a, x] }, c { command = c }, d { command = d, group = new } } }");

        var difference = SettingsDifference.Between(before, after);

        Assert.Equal<string>(["d"], difference.Added);
        Assert.Equal<string>(["b"], difference.Removed);
        Assert.Equal(["a"], difference.Restarted);
        Assert.Equal<string>(["c"], difference.Unchanged);
        Assert.Equal<string>(["new"], difference.AddedGroups);
        Assert.Equal<string>(["old"], difference.RemovedGroups);
        Assert.Equal(
            "added: d; removed: b; restarted: a (command); groups added: new; groups removed: old; daemon: exit-code; "
            + "only after a restart of the daemon: log.level",
            difference.ToString());
    }

    private static string With(string path)
    {
        var one = SettingCases.All.Single(each => each.Path == path);
        var direct = path.Replace(Engines, "supervision.engines.e.", StringComparison.Ordinal).Replace(Groups, "supervision.groups.g.", StringComparison.Ordinal);
        return $"{SettingCases.Base}{direct} = {one.Good}";
    }
}
