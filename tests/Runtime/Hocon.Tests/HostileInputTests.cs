using System.Globalization;
using System.Text;

namespace Supervision.Hocon.Tests;

/// <summary>Input that is made to exhaust the parser ends in an error, quickly and in bounded memory.</summary>
public sealed class HostileInputTests
{
    private static string Repeat(string text, int count) => new StringBuilder().Insert(0, text, count).ToString();

    private static string Fails(string text, HoconOptions? options = null) =>
        Assert.Throws<HoconException>(() => HoconDocument.Parse(text, options ?? new HoconOptions { Environment = _ => null }).Resolve()).Message;

    public static TheoryData<string> Deep() =>
    [
        Repeat("[", 100_000).Insert(0, "a="), Repeat("{a=", 100_000), Repeat("a{", 100_000), Repeat("a.", 100_000) + "a=1",
        "a=" + Repeat("[{b=", 50_000), "x=1,a=" + Repeat("[", 100_000) + "${x}",
    ];

    [Theory]
    [MemberData(nameof(Deep))]
    public void Parse_NestedTooDeeply_IsError(string text) => Assert.Contains("nested deeper than 200", Fails(text), StringComparison.Ordinal);

    [Fact]
    public void Parse_WithinDepth_IsAccepted() => HoconDocument.Parse("a=" + Repeat("[", 199) + Repeat("]", 199)).Resolve();

    [Theory]
    [InlineData("a = \"\\"), InlineData("a = \"\\\n"), InlineData("a = \"\\u"), InlineData("a = ${\"\\"), InlineData("\"\\")]
    public void Parse_TextThatEndsInEscape_IsError(string text) => Fails(text);

    [Fact]
    public void Parse_LongerThanLimit_IsError() =>
        Assert.Contains("longer than 10 characters", Fails("a = 1234567890", new HoconOptions { MaxSize = 10 }), StringComparison.Ordinal);

    [Fact]
    public void Resolve_TextsThatDouble_IsError()
    {
        var text = new StringBuilder("a0 = xxxxxxxxxx\n");
        for (var i = 1; i < 60; i++)
            text.AppendLine(CultureInfo.InvariantCulture, $"a{i} = ${{a{i - 1}}}${{a{i - 1}}}");

        Assert.Contains("joining texts produces more than", Fails(text.ToString()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a{0} = ${{a{1}}} ${{a{1}}}")]
    [InlineData("a{0} = [${{a{1}}}, ${{a{1}}}]")]
    [InlineData("a{0} = [{{ x = ${{a{1}}}, y = ${{a{1}}} }}]")]
    public void Resolve_TreesThatDouble_IsError(string line)
    {
        var text = new StringBuilder("a0 = [1]\n");
        for (var i = 1; i < 60; i++)
            text.AppendLine(CultureInfo.InvariantCulture, $"{string.Format(CultureInfo.InvariantCulture, line, i, i - 1)}");

        Assert.Contains("produces more than", Fails(text.ToString()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a{0} = ${{a{1}}}")]
    [InlineData("a{0} = {{ b = ${{a{1}}} }}")]
    [InlineData("a{1} = [${{a{0}}}]")]
    public void Resolve_LongChain_IsTreeOrErrorAndNoOverflow(string line)
    {
        var text = new StringBuilder("a0 = 1\n");
        for (var i = 1; i < 20_000; i++)
            text.AppendLine(CultureInfo.InvariantCulture, $"{string.Format(CultureInfo.InvariantCulture, line, i, i - 1)}");
        text.AppendLine("a19999 = 1");

        try
        {
            Assert.Equal(20_000, HoconDocument.Parse(text.ToString()).Resolve().Count);
        }
        catch (HoconException error)
        {
            Assert.Matches("nested|produces more than", error.Message);
        }
    }

    [Fact]
    public void Resolve_ManyAppends_IsLinear()
    {
        var actual = HoconDocument.Parse(Repeat("a += 1\n", 200_000)).Resolve();

        Assert.Equal(200_000, Assert.IsType<HoconArray>(actual["a"]).Count);
    }

    [Fact]
    public void Resolve_ManySelfReferences_IsErrorAndNoOverflow() =>
        Assert.Contains("nested too deeply", Fails("a = x\n" + Repeat("a = ${a}y\n", 50_000)), StringComparison.Ordinal);

    [Theory]
    [InlineData("self = { inside = ${self} }\nself = { inside = ${self} }")]
    [InlineData("self = { a = ${self}, b = ${self} }\nself = { a = ${self} }\nself = { b = ${self} }")]
    [InlineData("a = { x = ${b} }\na = { x = ${b} }\nb = { x = ${a} }\nb = { x = ${a} }")]
    public void Resolve_ObjectsThatHoldThemselvesTwice_IsError(string text) =>
        Assert.Matches("cycle|nested|produces more than", Fails(text, new HoconOptions { Environment = _ => null, MaxValues = 100_000 }));

    /// <summary>What doubles with each line is refused after little work, at the default limits.</summary>
    [Theory]
    [InlineData("o={x:1}", "o=${o}{x:${o}}", 60)]
    [InlineData("o={x:1}", "o={x:${o},y:${o}}", 60)]
    [InlineData("o={x:1}", "o=${o}{x:${o.x}${o.x}}", 60)]
    [InlineData("o={x:{y:1}}", "o=${o}{x:${o}{y:${o}}}", 30)]
    [InlineData("", "self={a=${self},b=${self},c=${self}}", 6)]
    [InlineData("", "a={x=${b}}\nb={x=${a}}", 8)]
    [InlineData("", "a={x=${b},y=${c}}\nb={x=${a},z=${c}}\nc={x=${b},y=${a}}", 5)]
    [InlineData("a=[1]", "a=${a}${a}", 60)]
    [InlineData("a=xxxxxxxxxx", "a=${a}${a}", 60)]
    public void Resolve_ValuesThatDouble_IsErrorAfterLittleWork(string first, string line, int count)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var message = Fails(first + "\n" + Repeat(line + "\n", count));

        Assert.Contains("produces more than", message, StringComparison.Ordinal);

        // A third of a second on an idle machine, and a minute before the work was counted.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Resolve_ManyFieldsThatReferToThemselves_AreNoMoreThanThat()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 20_000; i++)
            text.AppendLine(CultureInfo.InvariantCulture, $"a{i}=[x]\na{i}=${{a{i}}} [y]\na{i}=${{a{i}}} [z]");

        Assert.Equal(20_000, HoconDocument.Parse(text.ToString()).Resolve().Count);
    }

    [Fact]
    public void ParseFile_DeviceWithoutEnd_IsErrorInBoundedMemory()
    {
        var error = Assert.Throws<HoconException>(() => HoconDocument.ParseFile("/dev/zero", new HoconOptions { MaxSize = 100_000 }));

        Assert.Contains("longer than 100000 characters", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ParseFile_PipeWithoutWriter_IsErrorAndNoHang()
    {
        var pipe = Path.Combine(Path.GetTempPath(), $"hocon-{Guid.NewGuid():N}");
        using (var made = System.Diagnostics.Process.Start("mkfifo", [pipe]))
            made.WaitForExit();
        try
        {
            Assert.Contains("is it a pipe?", Assert.Throws<HoconException>(() => HoconDocument.ParseFile(pipe)).Message, StringComparison.Ordinal);
        }
        finally
        {
            // Opening it for both lets the reader that is still waiting go.
            using (File.Open(pipe, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
                File.Delete(pipe);
        }
    }

    [Fact]
    public void ParseFile_WithoutName_IsError() =>
        Assert.Contains("name of the file is empty", Assert.Throws<HoconException>(() => HoconDocument.ParseFile("")).Message, StringComparison.Ordinal);

    [Fact]
    public void Include_TooMany_IsError() =>
        Assert.Contains("more than 200 includes", Fails(Repeat("include \"x\"\n", 300), new HoconOptions { Includer = new Endless(false) }), StringComparison.Ordinal);

    [Fact]
    public void Include_EndlessNesting_IsError() =>
        Assert.Contains("more than 200 includes", Fails("include \"x\"", new HoconOptions { Includer = new Endless(true) }), StringComparison.Ordinal);

    private sealed class Endless(bool nested) : IHoconIncluder
    {
        private int _count;

        public (string SourceName, string Text, string? BaseDirectory)? Load(string name, string kind, string? baseDirectory) =>
            ($"source {_count++}", nested ? "include \"x.conf\"" : "a = 1", null);
    }
}
