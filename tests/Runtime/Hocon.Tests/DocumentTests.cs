namespace Supervision.Hocon.Tests;

public sealed class DocumentTests
{
    private static HoconDocument Parse(string text) => HoconDocument.Parse(text, new HoconOptions { Environment = _ => null });

    [Fact]
    public void WithFallback_Objects_MergeAsDuplicateKeysDo() =>
        Json.Equal("""{"a":{"x":1,"y":2},"b":3}""", Parse("a{x=1},b=3").WithFallback(Parse("a{x=0,y=2},b{z=1}")).Resolve());

    [Fact]
    public void WithFallback_ScalarBetween_HidesWhatIsBelow() =>
        Json.Equal("""{"a":{"x":1}}""", Parse("a{x=1}").WithFallback(Parse("a=42")).WithFallback(Parse("a{y=2}")).Resolve());

    [Fact]
    public void WithFallback_ScalarBelowObjects_IsNoBarrier() =>
        Json.Equal("""{"a":{"y":2,"x":1}}""", Parse("a{x=1}").WithFallback(Parse("a{y=2}")).WithFallback(Parse("a=42")).Resolve());

    [Fact]
    public void WithFallback_NullThenObjectInUpper_ClearsDefaults() =>
        Json.Equal("""{"a":{"x":1}}""", Parse("a=null,a{x=1}").WithFallback(Parse("a{y=2}")).Resolve());

    [Fact]
    public void WithFallback_Grouping_DoesNotMatter()
    {
        var (high, middle, low) = (Parse("a=${a}[3],x=${y}"), Parse("a+=2,y=1"), Parse("a=[1],y=0"));

        var left = high.WithFallback(middle).WithFallback(low).Resolve();
        var right = high.WithFallback(middle.WithFallback(low)).Resolve();

        Json.Equal("""{"a":[1,2,3],"y":1,"x":1}""", left);
        Assert.Equal(left.ToString(), right.ToString());
    }

    [Fact]
    public void WithFallback_Used_LeavesBothUnchanged()
    {
        var (high, low) = (Parse("a{b{x=1}},c+=2"), Parse("a{b{y=2}},c=[1]"));
        _ = high.WithFallback(low).Resolve();

        Json.Equal("""{"a":{"b":{"x":1}},"c":[2]}""", high.Resolve());
        Json.Equal("""{"a":{"b":{"y":2}},"c":[1]}""", low.Resolve());
        Json.Equal("""{"a":{"b":{"y":2,"x":1}},"c":[1,2]}""", high.WithFallback(low).Resolve());
    }

    [Theory]
    [InlineData("5", "5")]
    [InlineData("a b", "\"a b\"")]
    [InlineData("[1, 2]", "[1,2]")]
    [InlineData("{x = 1}", """{"x":1}""")]
    [InlineData("${base}", "7")]
    [InlineData("http://h:1/p?q=1", "\"http://h:1/p?q=1\"")]
    [InlineData("", "\"\"")]
    public void WithOverride_Value_IsHoconOrElseText(string value, string json) =>
        Json.Equal($"{{\"base\":7,\"k\":{{\"a.b\":{json}}}}}", Parse("base = 7, k.\"a.b\" = 0").WithOverride("k.\"a.b\"", value, "command line").Resolve());

    [Fact]
    public void Resolve_Options_ChooseEnvironment() =>
        Assert.Equal("2", Parse("a = ${X}").Resolve(new HoconOptions { Environment = _ => "2" }).GetString("a"));

    [Fact]
    public void Resolve_WithoutSubstitutions_IsTheParsedTree()
    {
        var document = Parse("a { b = [1] }");

        Assert.Same(document.Resolve(), document.Resolve());
    }

    [Fact]
    public void ObjectWithFallback_Resolved_Merges() =>
        Json.Equal("""{"a":{"y":2,"x":1}}""", Json.Resolve("a{x=1}").WithFallback(Json.Resolve("a{y=2,x=0}")));

    [Fact]
    public void Object_ManyKeys_KeepOrderAndAreFound()
    {
        var actual = Json.Resolve(string.Join('\n', Enumerable.Range(0, 300).Select(i => $"k{i} = {i}")) + "\nk7 = x");

        Assert.Equal(300, actual.Count);
        Assert.Equal("k299", actual.Keys.Last());
        Assert.Equal("x", actual.GetString("k7"));
        Assert.Equal(123, actual.GetInt("k123"));
        Assert.False(actual.ContainsKey("k300"));
    }
}
