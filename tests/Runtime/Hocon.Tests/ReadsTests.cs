namespace Supervision.Hocon.Tests;

public sealed class ReadsTests
{
    private const string Text = """
        i = 42, big = 9223372036854775807, d = 1.5, e = 1e3, s = "17", yes = yes, off = "off", t = true, z = null
        dur = 10s, size = 1k, words = [a, 1, true], indexed { "2" = c, "0" = a, x = no, "10" = d }, o { p = 1 }, "a.b" { "" = deep }
        """;

    private readonly HoconObject _values = Json.Resolve(Text);

    [Fact]
    public void Reads_Convertible_GiveTheType()
    {
        Assert.Equal(42, _values.GetInt("i"));
        Assert.Equal(17, _values.GetInt("s"));
        Assert.Equal(1000, _values.GetInt("e"));
        Assert.Equal(long.MaxValue, _values.GetLong("big"));
        Assert.Equal(1.5, _values.GetDouble("d"));
        Assert.Equal("1.5", _values.GetString("d"));
        Assert.Equal("true", _values.GetString("t"));
        Assert.True(_values.GetBoolean("yes"));
        Assert.False(_values.GetBoolean("off"));
        Assert.Equal(TimeSpan.FromSeconds(10), _values.GetDuration("dur"));
        Assert.Equal(TimeSpan.FromMilliseconds(42), _values.GetDuration("i"));
        Assert.Equal(1024, _values.GetBytes("size"));
        Assert.Equal(["a", "1", "true"], _values.GetStringList("words"));
        Assert.Equal(["a", "c", "d"], _values.GetStringList("indexed"));
        Assert.Equal("deep", _values.GetString("\"a.b\".\"\""));
    }

    [Theory]
    [InlineData("z", "null"), InlineData("o", "an object"), InlineData("words", "an array"), InlineData("d", "'1.5'"), InlineData("big", "'9223372036854775807'")]
    public void GetInt_OfOtherType_ThrowsWithPlaceAndExpectation(string path, string found)
    {
        var error = Assert.Throws<HoconException>(() => _values.GetInt(path));

        Assert.Contains($"{path} is {found}; expected an integer", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("test.conf:", error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Errors[0].SourceLine);
    }

    [Fact]
    public void Reads_NotConvertible_Throw()
    {
        Assert.Throws<HoconException>(() => _values.GetInt("absent.path"));
        Assert.Throws<HoconException>(() => _values.GetString("z"));
        Assert.Throws<HoconException>(() => _values.GetString("o"));
        Assert.Throws<HoconException>(() => _values.GetBoolean("i"));
        Assert.Throws<HoconException>(() => _values.GetDuration("words"));
        Assert.Throws<HoconException>(() => _values.GetBytes("dur"));
        Assert.Throws<HoconException>(() => _values.GetStringList("i"));
        Assert.Throws<HoconException>(() => _values.GetStringList("o"));
        Assert.Throws<HoconException>(() => _values.GetString("a..b"));
    }

    [Theory]
    [InlineData("a.b", "a|b"), InlineData("a.\"b.c\".d", "a|b.c|d"), InlineData("\"\"", ""), InlineData("a.\"q\\\"t\"", "a|q\"t"), InlineData(" a b . \"c\" ", "a b | c")]
    public void Path_Parsed_HasElements(string path, string elements) => Assert.Equal(elements.Split('|'), HoconPath.Parse(path));

    [Theory]
    [InlineData(""), InlineData("a..b"), InlineData(".a"), InlineData("a."), InlineData("\"open"), InlineData("a.\"b\".")]
    public void Path_Malformed_IsHoconException(string path) => Assert.Throws<HoconException>(() => HoconPath.Parse(path));

    [Fact]
    public void Path_Rendered_ParsesBack()
    {
        string[] elements = ["a", "", "b.c", "include", "sp ace", "q\"uote", "line\nend", "$", "1"];

        Assert.Equal(elements, HoconPath.Parse(HoconPath.Render(elements)));
        Assert.Equal("a.b-c.\"d.e\"", HoconPath.Render(["a", "b-c", "d.e"]));
    }
}
