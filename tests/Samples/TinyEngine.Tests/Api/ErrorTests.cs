using System.Net;
using System.Text.Json;

namespace TinyEngine.Tests.Api;

public sealed class ErrorTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private readonly EngineProcess _engine = fixture.Engine;

    [Theory(Timeout = 30000)]
    [InlineData("""{"max_tokens":5}""", "prompt")]
    [InlineData("""{"prompt":""}""", "prompt")]
    [InlineData("""{"prompt":7}""", "prompt")]
    [InlineData("""{"prompt":["a","b"]}""", "prompt")]
    [InlineData("""{"prompt":"a","max_tokens":0}""", "max_tokens")]
    [InlineData("""{"prompt":"a","max_tokens":"x"}""", "max_tokens")]
    [InlineData("""{"prompt":"a","max_tokens":200}""", "max_tokens")]
    [InlineData("""{"prompt":"a","temperature":-1}""", "temperature")]
    [InlineData("""{"prompt":"a","temperature":2.1}""", "temperature")]
    [InlineData("""{"prompt":"a","top_p":0}""", "top_p")]
    [InlineData("""{"prompt":"a","n":2}""", "n")]
    [InlineData("""{"prompt":"a","stop":""}""", "stop")]
    [InlineData("""{"prompt":"a","stop":["1","2","3","4","5"]}""", "stop")]
    [InlineData("""{"prompt":"a","stream_options":{}}""", "stream_options")]
    public async Task Completion_BadField_IsA400ThatNamesIt(string body, string field)
    {
        (HttpStatusCode status, JsonElement answer) = await _engine.PostAsync("/v1/completions", body);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        JsonElement error = answer.GetProperty("error");
        Assert.Equal(field, error.GetProperty("param").GetString());
        Assert.Equal("BadRequestError", error.GetProperty("type").GetString());
        Assert.Equal(400, error.GetProperty("code").GetInt32());
    }

    [Theory(Timeout = 30000)]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("not json")]
    public async Task Completion_BadBody_IsA400(string body)
    {
        (HttpStatusCode status, JsonElement answer) = await _engine.PostAsync("/v1/completions", body);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(JsonValueKind.Object, answer.GetProperty("error").ValueKind);
    }

    [Theory(Timeout = 30000)]
    [InlineData("""{"messages":[]}""")]
    [InlineData("""{"prompt":"a"}""")]
    [InlineData("""{"messages":[null]}""")]
    [InlineData("""{"messages":[{"role":"king","content":"a"}]}""")]
    [InlineData("""{"messages":[{"role":"user"}]}""")]
    [InlineData("""{"messages":[{"role":"user","content":[{"type":"image_url"}]}]}""")]
    public async Task Chat_BadMessages_IsA400(string body)
    {
        (HttpStatusCode status, JsonElement answer) = await _engine.PostAsync("/v1/chat/completions", body);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("messages", answer.GetProperty("error").GetProperty("param").GetString());
    }

    [Fact(Timeout = 30000)]
    public async Task Completion_UnknownModel_IsA404()
    {
        (HttpStatusCode status, JsonElement answer) = await _engine.PostAsync("/v1/completions", """{"model":"huge","prompt":"a"}""");
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Equal("the model 'huge' does not exist; this engine serves tiny", answer.GetProperty("error").GetProperty("message").GetString());
    }

    [Theory(Timeout = 30000)]
    [InlineData("/nope")]
    [InlineData("/control/fault")]
    public async Task Path_Unknown_IsA404(string path)
    {
        (HttpStatusCode status, JsonElement answer) = await _engine.PostAsync(path, """{"kind":"crash"}""");
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Equal("NotFoundError", answer.GetProperty("error").GetProperty("type").GetString());
    }

    [Fact(Timeout = 30000)]
    public async Task Version_Always_IsTold() =>
        Assert.Matches(@"^\d+\.\d+\.\d+$", (await _engine.GetJsonAsync("/version")).GetProperty("version").GetString());

    [Fact(Timeout = 30000)]
    public async Task LogRequests_Given_PrintsAnAccessLine()
    {
        using var engine = EngineProcess.Ready("--log-requests");
        await engine.HealthAsync();
        engine.WaitForLine("- \"GET /health HTTP/1.1\" 200 OK");
        await engine.Client.GetAsync("/nope?x=1");
        engine.WaitForLine("- \"GET /nope?x=1 HTTP/1.1\" 404 Not Found");
    }
}
