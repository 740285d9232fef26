namespace Supervision.Hocon.Tests.Spec;

/// <summary>Value concatenation and path expressions, by the specification's headings.</summary>
public sealed class ConcatenationTests
{
    [Theory]
    [InlineData(" foo bar baz ", "\"foo bar baz\"")]
    [InlineData("foo \"bar\"  baz", "\"foo bar  baz\"")]
    [InlineData("1e5 true null", "\"1e5 true null\"")]
    [InlineData("\"a\" \"b\"", "\"a b\"")]
    [InlineData("true foo", "\"true foo\"")]
    [InlineData("true", "true")]
    public void StringValueConcatenation_SimpleValues_KeepInnerSpace(string hocon, string json) => Json.Equal($"{{\"a\":{json}}}", $"a = {hocon}\n");

    [Fact]
    public void StringValueConcatenation_Newline_EndsIt() => Json.Equal("""{"a":["x","y"]}""", "a = [x\ny]");

    [Theory]
    [InlineData("a = { b : 1, c : 2 }")]
    [InlineData("a = { b : 1 } { c : 2 }")]
    [InlineData("a = { b : 1 }, a = { c : 2 }")]
    [InlineData("a = { b : 9 }{ b : 1\n c : 2 }")]
    public void ObjectConcatenation_SeveralWays_AreOne(string hocon) => Json.Equal("""{"a":{"b":1,"c":2}}""", hocon);

    [Theory]
    [InlineData("a = [ 1, 2, 3, 4 ]")]
    [InlineData("a = [ 1, 2 ] [ 3, 4 ]")]
    [InlineData("a = [ 1, 2 ], a = ${a} [ 3, 4 ]")]
    [InlineData("a = [1], a = ${a} [2, 3]\n a += 4")]
    public void ArrayConcatenation_SeveralWays_AreOne(string hocon) => Json.Equal("""{"a":[1,2,3,4]}""", hocon);

    [Theory]
    [InlineData("a = [1] {b = 1}")]
    [InlineData("a = {b = 1} [1]")]
    [InlineData("a = x [1]")]
    [InlineData("a = {} x")]
    [InlineData("x = 1, a = ${x} [1]")]
    [InlineData("x = [1], a = ${x}y")]
    [InlineData("x = {y = 1}, a = ${x} \" \" ${x}")]
    public void ArrayAndObjectConcatenation_Mixed_IsError(string hocon) =>
        Assert.Contains("cannot be joined", Json.Fails(hocon), StringComparison.Ordinal);

    [Fact]
    public void ConcatenationWithWhitespaceAndSubstitutions_ByKind_KeepsOrIgnoresSpace() => Json.Equal(
        """{"s":"x","t":"x x","o":{"p":1},"q":{"p":1},"l":[1],"m":[1,1]}""",
        "s = x, t = ${s} ${s}\n o { p = 1 }, q = ${o} ${o}\n l = [1], m = ${l} ${l}");

    [Fact]
    public void ArraysWithoutCommasOrNewlines_Spaces_Concatenate() => Json.Equal(
        """{"a":["1 2 3 4"],"b":[1,2,3,4],"c":[[1,2,3,4]],"d":[[1,2],[3,4]]}""",
        "a = [ 1 2 3 4 ]\nb = [ 1\n2\n3\n4 ]\nc = [ [ 1, 2 ] [ 3, 4 ] ]\nd = [ [ 1, 2 ]\n [ 3, 4 ] ]");

    [Theory]
    [InlineData("foo.bar.\"hello.world\"", """{"foo":{"bar":{"hello.world":1}}}""")]
    [InlineData("10.0foo", """{"10":{"0foo":1}}""")]
    [InlineData("foo10.0", """{"foo10":{"0":1}}""")]
    [InlineData("foo\"10.0\"", """{"foo10.0":1}""")]
    [InlineData("1.2.3", """{"1":{"2":{"3":1}}}""")]
    [InlineData("a.\"\".b", """{"a":{"":{"b":1}}}""")]
    [InlineData("true", """{"true":1}""")]
    [InlineData("3.14", """{"3":{"14":1}}""")]
    [InlineData("a b c", """{"a b c":1}""")]
    [InlineData("\"\"\"x.y\"\"\"", """{"x.y":1}""")]
    [InlineData("a . b", """{"a ":{" b":1}}""")]
    public void PathsAsKeys_Expression_MakesNestedObjects(string key, string json) => Json.Equal(json, $"{key} : 1");

    [Theory]
    [InlineData("a..b"), InlineData(".a"), InlineData("a."), InlineData("a.b."), InlineData("a.${b}"), InlineData("[a]"), InlineData("{a}")]
    public void PathExpressions_Malformed_AreErrors(string key) => Json.Fails($"x = 1\n{key} = 1");

    [Fact]
    public void PathsAsKeys_SamePrefix_IsMerged() => Json.Equal("""{"a":{"x":42,"y":43}}""", "a.x : 42, a.y : 43");

    [Fact]
    public void PathsAsKeys_ThroughScalar_ReplacesIt() => Json.Equal("""{"a":{"b":{"c":1}}}""", "a = 5\na.b.c = 1");
}
