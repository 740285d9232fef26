using Supervision.Actors.Settings;

namespace Supervision.Actors.Tests.Settings;

/// <summary>Loads configuration that a test spells out, through a real file as users do.</summary>
internal sealed class Conf : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("settings-");

    /// <summary>Loads one file; variables are <c>NAME=value</c>.</summary>
    public static SettingsResult Load(string text, IEnumerable<string>? variables = null, IReadOnlyList<string>? overrides = null)
    {
        using var conf = new Conf();
        return SettingsLoader.Load(conf.Sources([conf.Write("test.conf", text)], variables, overrides));
    }

    /// <summary>The settings of one file that must be right.</summary>
    public static SupervisionSettings Settings(string text, IEnumerable<string>? variables = null, IReadOnlyList<string>? overrides = null) =>
        Good(Load(text, variables, overrides));

    /// <summary>The only engine of a file that must be right.</summary>
    public static EngineSettings Engine(string text, IEnumerable<string>? variables = null) => Assert.Single(Settings(text, variables).Engines);

    public static SupervisionSettings Good(SettingsResult result)
    {
        Assert.True(result.Success, string.Join('\n', result.Errors));
        return result.Settings;
    }

    public static SettingsError OneError(SettingsResult result)
    {
        Assert.False(result.Success);
        Assert.True(result.Errors.Count == 1, string.Join('\n', result.Errors));
        return result.Errors[0];
    }

    public static SettingsError OneErrorOrMore(SettingsResult result)
    {
        Assert.False(result.Success);
        return result.Errors[0];
    }

    public static Func<string, string?> Environment(IEnumerable<string>? variables)
    {
        var all = (variables ?? []).Select(one => one.Split('=', 2)).ToDictionary(one => one[0], one => one[1]);
        return name => all.GetValueOrDefault(name);
    }

    public string Write(string name, string text)
    {
        var path = Path.Combine(_directory.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    public SettingsSources Sources(string[] files, IEnumerable<string>? variables = null, IReadOnlyList<string>? overrides = null) =>
        new() { Files = files, Environment = Environment(variables), Overrides = overrides ?? [] };

    public void Dispose() => _directory.Delete(recursive: true);
}
