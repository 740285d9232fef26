using Supervision.Actors.Settings;
using Supervision.Hocon;

namespace Supervision.Actors.Tests.Settings;

public sealed class EverySettingTests
{
    public static TheoryData<string> Paths => [.. SettingCases.All.Select(one => one.Path)];

    [Fact]
    public void ReferenceConf_EverySetting_HasACaseHere()
    {
        var supervision = (HoconObject)HoconDocument.Parse(SettingsLoader.ReferenceText, new HoconOptions()).Resolve(new HoconOptions())["supervision"];
        var written = Leaves(supervision, "supervision").Except(["supervision.groups", "supervision.engines"]).Order();

        Assert.Equal(written, SettingCases.All.Select(one => one.Path).Order());
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void ReferenceConf_Default_IsTheRecordsDefault(string path)
    {
        var one = Find(path);
        var probe = new ProbeSettings { Check = new ProbeCheck.Tcp("h", 1) };
        var record = new SupervisionSettings
        {
            Groups =
            [
                new GroupSettings
                {
                    Name = "default",
                    Engines =
                    [
                        new EngineSettings
                        {
                            Name = "e",
                            Command = ["serve"],
                            Probes = new ProbesSettings { Startup = probe with { Failures = 60 }, Liveness = probe, Readiness = probe },
                        },
                    ],
                },
            ],
        };
        var loaded = Conf.Settings(SettingCases.Base.Replace(", group = g", "", StringComparison.Ordinal));

        Assert.Equal(one.Select(record), one.Select(loaded));
        Assert.NotEqual(one.Expected, one.Select(loaded));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Setting_OtherThanDefault_Arrives(string path)
    {
        var one = Find(path);

        Assert.Equal(one.Expected, one.Select(Conf.Settings($"{SettingCases.Base}{Direct(path)} = {one.Good}")));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Setting_WrittenAsDefault_Arrives(string path)
    {
        var one = Find(path);
        var text = path.EndsWith("engine.group", StringComparison.Ordinal) ? SettingCases.Base.Replace(", group = g", "", StringComparison.Ordinal) : SettingCases.Base;

        Assert.Equal(one.Expected, one.Select(Conf.Settings($"{text}{path} = {one.Good}")));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Setting_OverriddenOnTheCommandLine_Arrives(string path)
    {
        var one = Find(path);

        Assert.Equal(one.Expected, one.Select(Conf.Settings(SettingCases.Base, overrides: [$"{Direct(path)}={one.Good}"])));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Setting_BadValue_IsRefusedWithItsPosition(string path)
    {
        var one = Find(path);
        var key = Direct(path);

        var error = Conf.OneError(Conf.Load($"{SettingCases.Base}\n  {key} = {one.Bad}"));

        Assert.EndsWith("test.conf", error.Origin.Source, StringComparison.Ordinal);
        Assert.Equal((4, 3 + key.Length + 3), (error.Origin.Line, error.Origin.Column));
        Assert.Equal(key, error.Path);
        Assert.Contains(one.Expectation, error.Message, StringComparison.Ordinal);
        Assert.Contains($"{key} = {one.Bad}", error.SourceLine!, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Setting_WordsInsteadOfAValue_NameWhatWasFound(string path)
    {
        var error = Conf.OneError(Conf.Load($"{SettingCases.Base}{Direct(path)} = {{ surely = not }}")
            is { Success: false } result ? result : Conf.Load($"{SettingCases.Base}{Direct(path)} = [surely, not]"));

        Assert.Contains("found a ", error.Message, StringComparison.Ordinal);
    }

    private static SettingCase Find(string path) => SettingCases.All.Single(one => one.Path == path);

    // The same setting where one engine or group says it, not the defaults.
    private static string Direct(string path) => path
        .Replace("supervision.defaults.engine.", "supervision.engines.e.", StringComparison.Ordinal)
        .Replace("supervision.defaults.group.", "supervision.groups.g.", StringComparison.Ordinal);

    private static IEnumerable<string> Leaves(HoconObject section, string path) => section.SelectMany(
        entry => entry.Value is HoconObject { Count: > 0 } child ? Leaves(child, $"{path}.{entry.Key}") : [$"{path}.{entry.Key}"]);
}
