namespace Supervision.Hocon.Tests.Spec;

/// <summary>The specification's syntax, by its headings.</summary>
public sealed class SyntaxTests
{
    [Fact]
    public void UnchangedFromJson_AnyJson_GivesSameTree() =>
        Json.Equal("""{"a":[1,-2.5e+3,true,false,null,"\u0041\n"],"b":{"c":{}}}""", """{"a":[1,-2.5e+3,true,false,null,"\u0041\n"],"b":{"c":{}}}""");

    [Theory]
    [InlineData("a = NaN", "{\"a\":\"NaN\"}")]
    [InlineData("a = 01", "{\"a\":\"01\"}")]
    [InlineData("a = 1.", "{\"a\":\"1.\"}")]
    [InlineData("a = 127.0.0.1", "{\"a\":\"127.0.0.1\"}")]
    public void UnchangedFromJson_NoJsonNumber_IsText(string hocon, string json) => Json.Equal(json, hocon);

    [Theory]
    [InlineData("a = 1 # x\n// y\nb = \"#//\"")]
    [InlineData("a = 1//x\n#y\nb = \"#//\"")]
    public void Comments_OutsideQuotes_AreIgnored(string hocon) => Json.Equal("""{"a":1,"b":"#//"}""", hocon);

    [Theory]
    [InlineData("a = 1")]
    [InlineData("{ a = 1 }")]
    [InlineData("\n # c\n { a = 1 } // d\n")]
    public void OmitRootBraces_EitherWay_GivesSame(string hocon) => Json.Equal("""{"a":1}""", hocon);

    [Fact]
    public void OmitRootBraces_Empty_IsEmptyObject() => Json.Equal("{}", " \n# only a comment");

    [Theory]
    [InlineData("a = 1 }")]
    [InlineData("{ a = 1")]
    [InlineData("{ a = 1 } b = 2")]
    [InlineData("[1]")]
    public void OmitRootBraces_Unbalanced_IsError(string hocon) => Json.Fails(hocon);

    [Theory]
    [InlineData("a : {}")]
    [InlineData("a = {}")]
    [InlineData("a {}")]
    [InlineData("a\n{}")]
    [InlineData("a =\n\n {}")]
    public void KeyValueSeparator_BeforeBrace_MayBeOmitted(string hocon) => Json.Equal("""{"a":{}}""", hocon);

    [Fact]
    public void KeyValueSeparator_MissingBeforeOtherValue_IsError() => Assert.Contains("test.conf:1:3: error: expected '=', ':', '+=' or '{' after the key a, found '['", Json.Fails("a [1]"), StringComparison.Ordinal);

    [Theory]
    [InlineData("a=[1,2,3,]")]
    [InlineData("a=[1\n2\n3]")]
    [InlineData("a=[\n1,\n2\n,3\n,\n]")]
    [InlineData("a=[1 # x\n2,3],")]
    public void Commas_NewlineOrTrailing_SeparateElements(string hocon) => Json.Equal("""{"a":[1,2,3]}""", hocon);

    [Theory]
    [InlineData("a=[1,2,3,,]")]
    [InlineData("a=[,1,2,3]")]
    [InlineData("a=[1,,2,3]")]
    [InlineData("a=1,,b=2")]
    [InlineData(",a=1")]
    [InlineData("{a=1,,}")]
    [InlineData("{,}")]
    public void Commas_LeadingOrDoubled_AreErrors(string hocon) => Json.Fails(hocon);

    [Theory]
    [InlineData('\u00A0')]
    [InlineData('\u2007')]
    [InlineData('\u202F')]
    [InlineData('\u2028')]
    [InlineData('\u2029')]
    [InlineData('\u3000')]
    [InlineData('\v')]
    [InlineData('\f')]
    [InlineData('\u001C')]
    [InlineData('\u001F')]
    [InlineData('\uFEFF')]
    public void Whitespace_AnySeparator_IsTrimmedAndEndsNothing(char space) =>
        Json.Equal($$"""{"a":"x{{(space < ' ' ? $"\\u{(int)space:X4}" : space.ToString())}}y"}""", $"{space}a{space}={space}x{space}y{space}\n");

    [Fact]
    public void DuplicateKeys_Objects_AreMerged() =>
        Json.Equal("""{"foo":{"a":42,"b":{"c":1,"d":2}}}""", "foo { a : 1, b { c = 1 } }, foo { a = 42, b { d = 2 } }");

    [Fact]
    public void DuplicateKeys_ScalarBetween_PreventsMerge() => Json.Equal("""{"foo":{"b":43}}""", "foo { a = 42 }, foo = null, foo { b = 43 }");

    [Theory]
    [InlineData("truefoo", "\"truefoo\"")]
    [InlineData("footrue", "\"footrue\"")]
    [InlineData("10.0bar", "\"10.0bar\"")]
    [InlineData("bar10.0", "\"bar10.0\"")]
    [InlineData("--port", "\"--port\"")]
    [InlineData("/models/x-1_y.bin", "\"/models/x-1_y.bin\"")]
    [InlineData("true", "true")]
    [InlineData("1e+5", "1e+5")]
    public void UnquotedStrings_ByTheirStart_AreTextOrTyped(string hocon, string json) => Json.Equal($"{{\"a\":{json}}}", $"a = {hocon}");

    [Theory]
    [InlineData("$"), InlineData("`"), InlineData("^"), InlineData("?"), InlineData("!"), InlineData("@"), InlineData("*"), InlineData("&"), InlineData("\\")]
    [InlineData("+"), InlineData(":"), InlineData("=")]
    public void UnquotedStrings_ReservedCharacter_IsErrorThatSaysToQuote(string reserved) =>
        Assert.Contains("quote", Json.Fails($"a = x{reserved}y"), StringComparison.Ordinal);

    [Theory]
    [InlineData("\"a\tb\"")]
    [InlineData("\"a\nb\"")]
    [InlineData("\"\\x\"")]
    [InlineData("\"\\u12\"")]
    [InlineData("\"open")]
    [InlineData("\"\"\"open\"\"")]
    public void UnquotedStrings_BadQuotedString_IsError(string hocon) => Json.Fails($"a = {hocon}");

    [Fact]
    public void MultiLineStrings_NewlinesEscapesAndExtraQuotes_AreKept() =>
        Json.Equal("""{"a":"\n x\\n\"y\" \t","b":"foo\"","c":""}""", "a = \"\"\"\n x\\n\"y\" \t\"\"\"\nb = \"\"\"foo\"\"\"\"\nc = \"\"\"\"\"\"");
}
