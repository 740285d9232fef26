namespace Supervision.Hocon.Tests.Spec;

/// <summary>Includes, by the specification's headings.</summary>
public sealed class IncludeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hocon").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private HoconObject Resolve(string text)
    {
        Write("main.conf", text);
        return HoconDocument.ParseFile(Path.Combine(_folder, "main.conf"), new HoconOptions { Environment = _ => null }).Resolve();
    }

    private string Fails(string text) => Assert.Throws<HoconException>(() => Resolve(text)).Message.Replace(_folder + "/", "", StringComparison.Ordinal);

    [Theory]
    [InlineData("include \"x.conf\"")]
    [InlineData("include \n \"x.conf\"")]
    [InlineData("include file(\"x.conf\")")]
    [InlineData("include required(\"x.conf\")")]
    [InlineData("include required( file( \"x.conf\" ) )")]
    [InlineData("{ include \"x.conf\", }")]
    [InlineData("include \"x\"")]
    public void IncludeSyntax_Forms_IncludeFile(string text)
    {
        Write("x.conf", "a = 1");

        Json.Equal("""{"a":1}""", Resolve(text));
    }

    [Theory]
    [InlineData("foo include : 42", """{"foo include":42}""")]
    [InlineData("foo : include", """{"foo":"include"}""")]
    [InlineData("foo = [ include ]", """{"foo":["include"]}""")]
    [InlineData("\"include\" : 42", """{"include":42}""")]
    [InlineData("included : 42", """{"included":42}""")]
    public void IncludeSyntax_NotAtStartOfKey_IsText(string text, string json) => Json.Equal(json, Resolve(text));

    [Theory]
    [InlineData("include : 42"), InlineData("include x.conf"), InlineData("include ${x}"), InlineData("include file(x)"), InlineData("include \"x\" \"y\"")]
    public void IncludeSyntax_NoQuotedName_IsError(string text) => Fails(text);

    [Fact]
    public void IncludeMerging_BeforeAndAfter_LaterWins()
    {
        Write("x.conf", "a = 1, b = 1, o { p = 1 }");

        Json.Equal("""{"a":1,"o":{"q":2,"p":1},"b":3}""", Resolve("a = 0, o { q = 2 }\ninclude \"x.conf\"\nb = 3"));
    }

    [Fact]
    public void IncludeMerging_ArrayRoot_IsError()
    {
        Write("x.conf", "[1]");

        Assert.Contains("main.conf:1:1: error: 'x.conf' holds an array", Fails("include \"x.conf\""), StringComparison.Ordinal);
    }

    [Fact]
    public void IncludeSubstitution_InsideObject_IsRelativeThenAbsolute()
    {
        Write("foo.conf", "x : 10, y : ${x}, z : ${root}");

        Json.Equal("""{"root":1,"a":{"x":42,"y":42,"z":1}}""", Resolve("root = 1\na : { include \"foo.conf\" }\na : { x : 42 }"));
    }

    [Fact]
    public void IncludeSubstitution_Nested_SeesEveryLevel()
    {
        Write("b.conf", "mid = 2, q { include \"c.conf\" }");
        Write("c.conf", "own = 1, all = [${own}, ${mid}, ${top}]");

        Json.Equal("""{"top":3,"p":{"mid":2,"q":{"own":1,"all":[1,2,3]}}}""", Resolve("top = 3, p { include \"b.conf\" }"));
    }

    [Fact]
    public void IncludeSubstitution_InsideArray_SeesRoot()
    {
        Write("c.conf", "y = ${top}");

        Json.Equal("""{"top":3,"l":[{"y":3}]}""", Resolve("top = 3, l = [{ include \"c.conf\" }]"));
    }

    [Fact]
    public void IncludeMissing_Plain_IsIgnored() => Json.Equal("""{"a":1}""", Resolve("include \"no.conf\"\ninclude file(\"no\")\na = 1"));

    [Fact]
    public void IncludeMissing_Required_IsError() =>
        Assert.Equal("main.conf:2:1: error: the required include 'no.conf' was not found", Fails("a = 1\ninclude required(\"no.conf\")"));

    [Fact]
    public void IncludeFormats_NoExtension_MergesAllWithHoconLast()
    {
        Write("x.properties", "a = p\nb = p\nc = p");
        Write("x.json", """{"b":"j","c":"j"}""");
        Write("x.conf", "c = h");

        Json.Equal("""{"a":"p","b":"j","c":"h"}""", Resolve("include \"x\""));
    }

    [Fact]
    public void IncludeLocating_RelativeInSubfolder_StartsFromIncludingFile()
    {
        Write("sub/x.conf", "include \"y.conf\"\ninclude \"../z.conf\"");
        Write("sub/y.conf", "y = 1");
        Write("z.conf", "z = 1");

        Json.Equal("""{"y":1,"z":1}""", Resolve("include \"sub/x.conf\""));
    }

    [Fact]
    public void IncludeLocating_FileUrl_IsRead()
    {
        Write("x.conf", "a = 1");

        Json.Equal("""{"a":1}""", Resolve($"include url(\"file://{_folder}/x.conf\")"));
    }

    [Theory]
    [InlineData("include url(\"http://localhost/x.conf\")")]
    [InlineData("include \"http://localhost/x.conf\"")]
    [InlineData("include classpath(\"x.conf\")")]
    public void IncludeLocating_UnsupportedSource_IsErrorAndNotIgnored(string text) =>
        Assert.Contains("cannot be included", Fails(text), StringComparison.Ordinal);

    [Fact]
    public void IncludeLocating_EmbeddedResource_IsReadByPackage()
    {
        var options = new HoconOptions { Includer = new HoconResourceIncluder(typeof(IncludeTests).Assembly) };

        var actual = HoconDocument.Parse("include required(package(\"embedded.conf\"))\ninclude required(\"embedded.conf\")", options).Resolve();

        Assert.Equal("embedded", actual.GetString("from"));
        Assert.Equal("Supervision.Hocon.Tests/embedded.conf", ((HoconObject)actual)["from"].Origin.Source);
    }

    [Fact]
    public void Include_Cycle_IsErrorThatNamesFiles()
    {
        Write("x.conf", "include \"./sub/../y.conf\"");
        Write("y.conf", "include \"x.conf\"");

        Assert.Contains("include cycle: main.conf includes x.conf includes y.conf includes x.conf", Fails("include \"x.conf\""), StringComparison.Ordinal);
    }

    [Fact]
    public void Include_ErrorInside_HasPlaceInIncludedFile()
    {
        Write("x.conf", "a = 1\nb = }");

        Assert.StartsWith("x.conf:2:5: error:", Fails("include \"x.conf\""), StringComparison.Ordinal);
    }

    [Fact]
    public void Include_NotUtf8_IsError()
    {
        File.WriteAllBytes(Path.Combine(_folder, "x.conf"), [(byte)'a', (byte)'=', 0xFF]);

        Assert.Contains("not valid UTF-8", Fails("include \"x.conf\""), StringComparison.Ordinal);
    }

    [Fact]
    public void Properties_Keys_SplitAtEveryDotAndObjectWins()
    {
        Write("x.properties", "a=hello\na.b=world\na=again\n.=dot\nc.=x\nk\\ y \\u0041\\tb\n! no\nn=5\nempty");

        Json.Equal(
            """{"a":{"b":"world"},"":{"":"dot"},"c":{"":"x"},"k y":"A\tb","n":"5","empty":""}""", Resolve("include \"x.properties\""));
    }
}
