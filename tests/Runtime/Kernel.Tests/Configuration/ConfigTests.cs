using Supervision.Configuration;
using Supervision.Configuration.Hocon;

namespace Supervision.Tests.Configuration;

public sealed class ConfigTests
{
    private static readonly Config _config = ConfigurationFactory.ParseString("""
        text = hello, number = 42, wide = 5000000000, real = 2.5, on = on, size = 2KiB, wait = 1.5s, never = infinite, nothing = null
        words = [a, b], numbers { "1" = 2, "0" = 1 }, section { inner = 1, deeper { x = y } }
        """);

    [Fact]
    public void Reads_Present_GiveTheType()
    {
        Assert.Equal("hello", _config.GetString("text"));
        Assert.Equal("42", _config.GetString("number"));
        Assert.Equal(42, _config.GetInt("number"));
        Assert.Equal(5_000_000_000, _config.GetLong("wide"));
        Assert.Equal(2.5, _config.GetDouble("real"));
        Assert.Equal(2.5f, _config.GetFloat("real"));
        Assert.Equal(2.5m, _config.GetDecimal("real", 0m));
        Assert.True(_config.GetBoolean("on"));
        Assert.Equal(2048, _config.GetByteSize("size"));
        Assert.Equal(TimeSpan.FromSeconds(1.5), _config.GetTimeSpan("wait"));
        Assert.Equal(TimeSpan.FromMilliseconds(42), _config.GetTimeSpan("number"));
        Assert.Equal(Timeout.InfiniteTimeSpan, _config.GetTimeSpan("never"));
        Assert.Equal(["a", "b"], _config.GetStringList("words"));
        Assert.Equal([1, 2], _config.GetIntList("numbers"));
        Assert.Equal("y", _config.GetConfig("section").GetString("deeper.x"));
    }

    [Fact]
    public void Reads_AbsentOrNull_GiveDefaults()
    {
        Assert.Null(_config.GetString("absent"));
        Assert.Equal("d", _config.GetString("nothing", "d"));
        Assert.Equal(7, _config.GetInt("absent.deep", 7));
        Assert.True(_config.GetBoolean("absent", true));
        Assert.Null(_config.GetByteSize("absent"));
        Assert.Equal(9, _config.GetByteSize("absent", 9));
        Assert.Equal(TimeSpan.Zero, _config.GetTimeSpan("absent"));
        Assert.Equal(TimeSpan.FromSeconds(3), _config.GetTimeSpan("absent", TimeSpan.FromSeconds(3)));
        Assert.Empty(_config.GetStringList("absent"));
        Assert.Equal(["z"], _config.GetStringList("absent", ["z"]));
        Assert.True(_config.GetConfig("absent").IsEmpty);
    }

    [Fact]
    public void Reads_WrongType_ThrowWithPlace()
    {
        var error = Assert.Throws<ConfigurationException>(() => _config.GetInt("text"));

        Assert.Contains("text:1:8: text is 'hello'; expected an integer", error.Message, StringComparison.Ordinal);
        Assert.Throws<ConfigurationException>(() => _config.GetTimeSpan("never", null, allowInfinite: false));
        Assert.Throws<ConfigurationException>(() => _config.GetStringList("text"));
        Assert.Throws<ConfigurationException>(() => _config.GetString("section"));
        Assert.Throws<ConfigurationException>(() => _config.GetString("a..b"));
    }

    [Theory]
    [InlineData("text", true), InlineData("section", true), InlineData("section.inner", true), InlineData("nothing", false), InlineData("absent", false)]
    public void HasPath_OfPath_SaysWhetherThereIsValue(string path, bool expected) => Assert.Equal(expected, _config.HasPath(path));

    [Fact]
    public void ParseString_Malformed_ThrowsWithAllErrors()
    {
        var error = Assert.Throws<ConfigurationException>(() => ConfigurationFactory.ParseString("a = @\nb = }"));

        Assert.Contains("text:1:5", error.Message, StringComparison.Ordinal);
        Assert.Contains("text:2:5", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ParseString_Empty_IsEmpty()
    {
        Assert.True(ConfigurationFactory.ParseString("").IsEmpty);
        Assert.True(ConfigurationFactory.ParseString("# nothing").IsEmpty);
        Assert.True(((Config?)null).IsNullOrEmpty());
        Assert.False(((Config)"a = 1").IsNullOrEmpty());
    }

    [Fact]
    public void WithFallback_Chain_MergesAndKeepsPriority()
    {
        Config high = "a { x = 1 }, l += 3";
        Config low = "a { x = 0, y = 2 }, l = [1], z = 9";

        var both = high.WithFallback(low).WithFallback("a.y = 5, w = 8");

        Assert.Equal(1, both.GetInt("a.x"));
        Assert.Equal(2, both.GetInt("a.y"));
        Assert.Equal(2, both.GetConfig("a").GetInt("y"));
        Assert.Equal(8, both.GetInt("w"));
        Assert.Equal([1, 3], both.GetIntList("l"));
        Assert.Equal(["l", "a", "w", "z"], both.AsEnumerable().Select(field => field.Key).OrderBy(key => "lawz".IndexOf(key, StringComparison.Ordinal)));
        Assert.Equal(9, (high + "z = 9").GetInt("z"));
        Assert.Equal(1, ("z = 1" + low).GetInt("z"));
        Assert.False(high.HasPath("z"));
    }

    [Fact]
    public void WithFallback_SubstitutionIntoFallback_IsResolvedLate()
    {
        var config = ConfigurationFactory.ParseString("dispatcher = ${defaults.dispatcher} { throughput = 5 }");

        var whole = config.WithFallback("defaults.dispatcher { throughput = 100, type = pool }");

        Assert.Equal(5, whole.GetInt("dispatcher.throughput"));
        Assert.Equal("pool", whole.GetString("dispatcher.type"));
        Assert.Contains("not defined", Assert.Throws<ConfigurationException>(() => config.GetInt("dispatcher.throughput")).Message, StringComparison.Ordinal);
        Assert.Contains("pool", whole.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_WithAndWithoutFallback_ParsesBack()
    {
        var config = ((Config)"a = 1").WithFallback("""b = on, c = "true", d = "a b" """);

        Assert.False(ConfigurationFactory.ParseString(config.ToString()).HasPath("b"));
        string[] lines = config.ToString(includeFallback: true).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["a : 1", "b : on", "c : \"true\"", "d : \"a b\""], lines.Order(StringComparer.Ordinal));
        Assert.True(ConfigurationFactory.ParseString(config.ToString(includeFallback: true)).HasPath("b"));
    }

    [Fact]
    public void Include_ByCallback_IsMergedWhereItIsNamed()
    {
        Func<string, HoconRoot?> inner = _ => Parser.Parse("x = 1, y = ${x}", null);
        Func<string, HoconRoot?> outer = _ => Parser.Parse("f = 2, g = ${f}, e { include \"inner\" }", inner);

        var config = ConfigurationFactory.ParseString("a.b { c { include \"outer\" } }", outer);

        Assert.Equal((2, 2), (config.GetInt("a.b.c.f"), config.GetInt("a.b.c.g")));
        Assert.Equal((1, 1), (config.GetInt("a.b.c.e.x"), config.GetInt("a.b.c.e.y")));
    }

    [Fact]
    public void FromResource_Absent_ThrowsWithName() =>
        Assert.Contains("'no.conf'", Assert.Throws<ConfigurationException>(() => ConfigurationFactory.FromResource<ConfigTests>("no.conf")).Message, StringComparison.Ordinal);
}
