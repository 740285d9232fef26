using System.Text;
using Supervision.Actors.Heartbeats;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Tests.Heartbeats;

public sealed class JsonQueryTests
{
    private const string Models = """{"object": "list", "data": [{"id": "llama", "max": 5}, {"id": "qwen"}], "ok": true, "none": null}""";

    [Theory]
    [InlineData("data[*].id", null, null)]
    [InlineData("data[*].id", "qwen", null)]
    [InlineData("data[1].id", "qwen", null)]
    [InlineData("data[0].id", "qwen", "data[0].id is llama, not qwen")]
    [InlineData("data[*].id", "phi", "data[*].id is llama, qwen, not phi")]
    [InlineData("data[0].max", "5", null)]
    [InlineData("ok", "true", null)]
    [InlineData("none", "null", null)]
    [InlineData("data[9].id", null, "nothing at data[9].id")]
    [InlineData("object.id", null, "nothing at object.id")]
    public void Problem_OfABody_IsWhatDoesNotFit(string path, string? expected, string? problem) =>
        Assert.Equal(problem, JsonQuery.Problem(Encoding.UTF8.GetBytes(Models), new JsonExpectation(path, expected)));

    [Fact]
    public void Problem_NoJson_SaysSo() => Assert.Equal("the body is not JSON", JsonQuery.Problem("<html>"u8.ToArray(), new JsonExpectation("a", null)));

    [Theory]
    [InlineData("a", true)]
    [InlineData("a.b[0][*].c", true)]
    [InlineData("[0].a", true)]
    [InlineData("", false)]
    [InlineData("a..b", false)]
    [InlineData("a[x]", false)]
    [InlineData(".a", false)]
    public void Path_Form_IsChecked(string path, bool valid) => Assert.Equal(valid, JsonQuery.IsPath(path));

    [Theory]
    [InlineData("200", "200", "201")]
    [InlineData("200-204", "204", "205")]
    [InlineData("200, 404,500-599", "503", "499")]
    public void StatusSet_Text_HoldsItsStatuses(string text, string inside, string outside)
    {
        var set = StatusSet.Parse(text)!;
        Assert.True(set.Contains(int.Parse(inside)));
        Assert.False(set.Contains(int.Parse(outside)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("99")]
    [InlineData("600")]
    [InlineData("300-200")]
    [InlineData("2xx")]
    [InlineData("200,")]
    public void StatusSet_OtherText_IsNone(string text) => Assert.Null(StatusSet.Parse(text));
}
