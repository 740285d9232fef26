using Supervision.Hocon;

namespace Supervision.Hocon.Tests;

/// <summary>The rules of the public HOCON specification, by its headings.</summary>
public sealed class SpecificationTests
{
    private static string Json(string text, params (string Name, string Value)[] environment) => HoconDocument.Parse(text, new HoconOptions
    {
        Environment = name => environment.FirstOrDefault(variable => variable.Name == name).Value,
    }).Resolve().ToString();

    [Theory]
    // Unchanged from JSON, comments, omit root braces, key-value separator, commas
    [InlineData("", "{}")]
    [InlineData("  # only a comment\n// and another", "{}")]
    [InlineData("{}", "{}")]
    [InlineData("a=1,b:2", """{"a":1,"b":2}""")]
    [InlineData("a{b=1}", """{"a":{"b":1}}""")]
    [InlineData("a\n{b=1}", """{"a":{"b":1}}""")]
    [InlineData("a = [1,2,3,]", """{"a":[1,2,3]}""")]
    [InlineData("a = [1\n2\n\n3]", """{"a":[1,2,3]}""")]
    [InlineData("a = [1\n,2]", """{"a":[1,2]}""")]
    [InlineData("a=1 // c\nb=2", """{"a":1,"b":2}""")]
    [InlineData("a = \"# no comment\"", """{"a":"# no comment"}""")]
    // Whitespace, BOM
    [InlineData("\uFEFFa=1", """{"a":1}""")]
    [InlineData("a\u00A0=\u00A01", """{"a":1}""")]
    [InlineData("a = 1\r\nb = 2\r\n", """{"a":1,"b":2}""")]
    // Duplicate keys and object merging
    [InlineData("a=1,a=2", """{"a":2}""")]
    [InlineData("a{x=1},a{y=2}", """{"a":{"x":1,"y":2}}""")]
    [InlineData("a{x=1},a=null,a{y=2}", """{"a":{"y":2}}""")]
    [InlineData("a{b{c=1}},a{b{d=2}}", """{"a":{"b":{"c":1,"d":2}}}""")]
    // Unquoted strings
    [InlineData("a = foo bar", """{"a":"foo bar"}""")]
    [InlineData("a = true story", """{"a":"true story"}""")]
    [InlineData("a = 1.0.2", """{"a":"1.0.2"}""")]
    [InlineData("a = -5", """{"a":-5}""")]
    [InlineData("a = 007", """{"a":"007"}""")]
    [InlineData("a = 1e3", """{"a":1e3}""")]
    [InlineData("a = 10s", """{"a":"10s"}""")]
    [InlineData("a = nullable", """{"a":"nullable"}""")]
    // Multi-line strings
    [InlineData("a = \"\"\"x\ny\"\"\"", """{"a":"x\ny"}""")]
    [InlineData("a = \"\"\"x\\n\"\"\"\"", """{"a":"x\\n\""}""")]
    // Value concatenation
    [InlineData("a = \"x\" y \"z\"", """{"a":"x y z"}""")]
    [InlineData("a = x   y  ", """{"a":"x   y"}""")]
    [InlineData("a = [1] [2]", """{"a":[1,2]}""")]
    [InlineData("a = {x=1} {y=2}", """{"a":{"x":1,"y":2}}""")]
    [InlineData("a = 1 2", """{"a":"1 2"}""")]
    // Paths
    [InlineData("a.b.c=1", """{"a":{"b":{"c":1}}}""")]
    [InlineData("a.\"b.c\"=1", """{"a":{"b.c":1}}""")]
    [InlineData("\"\".x=1", """{"":{"x":1}}""")]
    [InlineData("a b.c d = 1", """{"a b":{"c d":1}}""")]
    [InlineData("3.14 = pi", """{"3":{"14":"pi"}}""")]
    [InlineData("true = 1", """{"true":1}""")]
    // Substitutions
    [InlineData("a=1,b=${a}", """{"a":1,"b":1}""")]
    [InlineData("b=${a},a=1", """{"b":1,"a":1}""")]
    [InlineData("b=${?a}", "{}")]
    [InlineData("b=5,b=${?a}", """{"b":5}""")]
    [InlineData("b=[1,${?a}]", """{"b":[1]}""")]
    [InlineData("b=${?a}${?c}", "{}")]
    [InlineData("b=x${?a}y", """{"b":"xy"}""")]
    [InlineData("a{b=${a.c},c=1}", """{"a":{"b":1,"c":1}}""")]
    [InlineData("a=null,b=${a}", """{"a":null,"b":null}""")]
    [InlineData("a=${b},b=${c},c=3", """{"a":3,"b":3,"c":3}""")]
    [InlineData("a={x=1},b=${a}{x=2},c=${b.x}", """{"a":{"x":1},"b":{"x":2},"c":2}""")]
    // Self-referential substitutions
    [InlineData("a=1,a=${a}2", """{"a":"12"}""")]
    [InlineData("path=[1],path=${path}[2]", """{"path":[1,2]}""")]
    [InlineData("path=[1],path=[0]${path}", """{"path":[0,1]}""")]
    [InlineData("a=${?a}foo", """{"a":"foo"}""")]
    [InlineData("foo:{a:{c:1}},foo:${foo.a},foo:{a:2}", """{"foo":{"a":2,"c":1}}""")]
    [InlineData("bar:{foo:42,baz:${bar.foo}}", """{"bar":{"foo":42,"baz":42}}""")]
    [InlineData("bar:{foo:42,baz:${bar.foo}},bar:{foo:43}", """{"bar":{"foo":43,"baz":43}}""")]
    [InlineData("bar:{a:${foo.d},b:1},bar.b=3,foo:{c:${bar.b},d:2},foo.d=4", """{"bar":{"a":4,"b":3},"foo":{"c":3,"d":4}}""")]
    [InlineData("a:{b:1},a:${a}{c:2},d:${a.c}", """{"a":{"b":1,"c":2},"d":2}""")]
    // The += field separator
    [InlineData("a += 1", """{"a":[1]}""")]
    [InlineData("a = [1], a += 2, a += [3]", """{"a":[1,2,[3]]}""")]
    [InlineData("x.a = [1], x { a += 2 }", """{"x":{"a":[1,2]}}""")]
    public void Text_HasItsSpecifiedMeaning(string text, string json) => Assert.Equal(json, Json(text));

    [Fact]
    public void Substitution_FallsBackToTheEnvironment_AsAString() =>
        Assert.Equal("""{"a":"7","b":"x7"}""", Json("a = ${PORT}\nb = x${PORT}", ("PORT", "7")));

    [Fact]
    public void Substitution_PrefersAKeyOverTheEnvironment() => Assert.Equal("""{"PORT":1,"a":1}""", Json("PORT=1,a=${PORT}", ("PORT", "7")));

    [Fact]
    public void Substitution_OfAListFromTheEnvironment_CollectsNumberedVariables() =>
        Assert.Equal("""{"a":["x","y"]}""", Json("a = ${L[]}", ("L_0", "x"), ("L_1", "y")));

    [Fact]
    public void NumericallyIndexedObject_ReadAsAnArray_GivesItsValuesInOrder() =>
        Assert.Equal(["b", "c"], HoconDocument.Parse("a { 2 = c, 0 = b, x = no }").Resolve().GetStringList("a"));

    [Fact]
    public void Layers_ResolveTogether_SoThatALowerLayerSeesUpperKeys()
    {
        var reference = HoconDocument.Parse("port = 1, url = \"http://h:\"${port}");
        var own = HoconDocument.Parse("port = 2");
        Assert.Equal("""{"port":2,"url":"http://h:2"}""", own.WithFallback(reference).Resolve().ToString());
        Assert.Equal("""{"port":1,"url":"http://h:1"}""", reference.Resolve().ToString());
    }

    [Theory]
    [InlineData("a.b", "5", """{"a":{"b":5,"c":1}}""")]
    [InlineData("a.b", "[1, 2]", """{"a":{"b":[1,2],"c":1}}""")]
    [InlineData("a.b", "http://x:1/?y", """{"a":{"b":"http://x:1/?y","c":1}}""")]
    [InlineData("a.b", "", """{"a":{"b":"","c":1}}""")]
    public void Override_SetsAKeyOnTop(string path, string value, string json) =>
        Assert.Equal(json, HoconDocument.Parse("a { b = 0, c = 1 }").WithOverride(path, value, "command line").Resolve().ToString());
}
