namespace Supervision.Hocon.Tests;

/// <summary>
/// What people see: each malformed file beside its rendered errors. With <c>UPDATE_BASELINES=1</c> in the environment the texts are
/// written anew, for review as a diff.
/// </summary>
public sealed class ErrorBaselineTests
{
    private static readonly string _root = Repository.PathOf("tests", "Runtime", "Hocon.Tests", "Errors");

    public static TheoryData<string> Cases() =>
        [.. Directory.EnumerateFiles(_root, "*.conf").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Errors_OfMalformedFile_AreAsInBaseline(string name)
    {
        var text = File.ReadAllText(Path.Combine(_root, name + ".conf"));
        var options = new HoconOptions { SourceName = name + ".conf", Environment = _ => null };

        var error = Assert.Throws<HoconException>(() => HoconDocument.Parse(text, options).Resolve());

        var actual = string.Join('\n', error.Errors.Select(e => e.Render())) + "\n";
        var baseline = Path.Combine(_root, name + ".txt");
        if (Environment.GetEnvironmentVariable("UPDATE_BASELINES") == "1")
            File.WriteAllText(baseline, actual);
        Assert.Equal(File.ReadAllText(baseline), actual);
    }

    [Fact]
    public void Error_RenderedBehindTabs_HasCaretUnderItsColumn()
    {
        var error = new HoconError(new HoconOrigin("f", 1, 3), "m", "\tab");

        Assert.Equal("f:1:3: error: m\n    \tab\n    \t ^", error.Render());
    }

    [Fact]
    public void ParseFile_Missing_IsHoconException() =>
        Assert.Equal("/no/such.conf: error: there is no such file", Assert.Throws<HoconException>(() => HoconDocument.ParseFile("/no/such.conf")).Message);

    [Fact]
    public void Errors_OfManyMistakes_StopAtFifty() =>
        Assert.Equal(50, Assert.Throws<HoconException>(() => HoconDocument.Parse(string.Concat(Enumerable.Repeat("a = @\n", 500)))).Errors.Count);
}
