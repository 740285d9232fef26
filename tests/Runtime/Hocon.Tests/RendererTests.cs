namespace Supervision.Hocon.Tests;

public sealed class RendererTests
{
    private const string Text = "a { b = 1, \"c.d\" = [x, {y = null}], e {} }\npassword = s3cret\nf = []";

    [Fact]
    public void Render_Hocon_IsIndentedWithoutRootBraces() => Assert.Equal(
        """
        a {
          b = 1
          "c.d" = [
            "x",
            {
              y = null
            }
          ]
          e {}
        }
        password = "s3cret"
        f = []

        """, HoconRenderer.Render(Json.Resolve(Text)));

    [Fact]
    public void Render_CompactHocon_IsOneLine() => Assert.Equal(
        """{a={b=1,"c.d"=["x",{y=null}],e={}},password="s3cret",f=[]}""",
        HoconRenderer.Render(Json.Resolve(Text), new HoconRenderOptions { Indented = false }));

    [Fact]
    public void Render_Json_IsJson() => Assert.Equal(
        """{"a":{"b":1,"c.d":["x",{"y":null}],"e":{}},"password":"s3cret","f":[]}""",
        HoconRenderer.Render(Json.Resolve(Text), new HoconRenderOptions { Json = true, Indented = false }));

    [Fact]
    public void Render_IndentedJson_ParsesAsJson()
    {
        var actual = Json.Resolve(Text);

        Json.Equal(HoconRenderer.Render(actual, new HoconRenderOptions { Json = true }), actual);
    }

    [Fact]
    public void Render_Origins_AreComments()
    {
        var text = HoconRenderer.Render(Json.Resolve("a { b = 1 }\nc = x"), new HoconRenderOptions { Origins = true });

        Assert.Equal("a {\n  b = 1  # test.conf:1:9\n}\nc = \"x\"  # test.conf:2:5\n", text);
        Json.Equal("""{"a":{"b":1},"c":"x"}""", text);
    }

    [Fact]
    public void Render_Secrets_AreMasked()
    {
        var text = HoconRenderer.Render(Json.Resolve(Text), new HoconRenderOptions { Indented = false, IsSecret = path => path[^1] == "password" });

        Assert.Contains("password=\"******\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", text, StringComparison.Ordinal);
    }
}
