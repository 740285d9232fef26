using Supervision.Actors.Settings;

namespace Supervision.Actors.Tests.Settings;

/// <summary>
/// The words of every error and warning, as text: <c>Baselines/NAME.conf</c> must render to <c>NAME.txt</c>. A new case is a new file. With
/// UPDATE_BASELINES=1 the texts are written anew, and the difference is reviewed like code.
/// </summary>
public sealed class BaselineTests
{
    private static readonly string Folder = Repository.PathOf("tests", "Actors.Tests", "Settings", "Baselines");

    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder, "*.conf").Select(path => Path.GetFileNameWithoutExtension(path)!).Order()];

    [Theory]
    [MemberData(nameof(Names))]
    public void Mistakes_AreRendered_AsInTheBaseline(string name)
    {
        var result = SettingsLoader.Load(new SettingsSources { Files = [Path.Combine(Folder, name + ".conf")], Environment = _ => null });
        var rendered = string.Concat(result.Errors.Concat<SettingsDiagnostic>(result.Warnings).Select(one => one.Render() + "\n"))
            .Replace(Folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);

        var baseline = Path.Combine(Folder, name + ".txt");
        if (Environment.GetEnvironmentVariable("UPDATE_BASELINES") == "1")
            File.WriteAllText(baseline, rendered);
        Assert.NotEqual("", rendered);
        Assert.Equal(File.ReadAllText(baseline), rendered);
    }

    [Fact]
    public void EveryBaseline_HasItsConfiguration() =>
        Assert.All(Directory.GetFiles(Folder, "*.txt"), text => Assert.True(File.Exists(Path.ChangeExtension(text, ".conf")), text));
}
