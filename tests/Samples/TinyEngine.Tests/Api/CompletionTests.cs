using System.Net;
using System.Text.Json;

namespace TinyEngine.Tests.Api;

public sealed class CompletionTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private readonly EngineProcess _engine = fixture.Engine;

    [Fact(Timeout = 30000)]
    public async Task Completion_Plain_HasOpenAiShape()
    {
        (HttpStatusCode status, JsonElement body) = await _engine.PostAsync(
            "/v1/completions", """{"model":"tiny","prompt":"The river is","max_tokens":5,"seed":1,"ignore_eos":true}""");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.StartsWith("cmpl-", body.GetProperty("id").GetString());
        Assert.Equal("text_completion", body.GetProperty("object").GetString());
        Assert.Equal("tiny", body.GetProperty("model").GetString());
        JsonElement choice = body.GetProperty("choices")[0];
        Assert.Equal("length", choice.GetProperty("finish_reason").GetString());
        Assert.Equal(0, choice.GetProperty("index").GetInt32());
        JsonElement usage = body.GetProperty("usage");
        Assert.Equal(3, usage.GetProperty("prompt_tokens").GetInt32());
        Assert.Equal(5, usage.GetProperty("completion_tokens").GetInt32());
        Assert.Equal(8, usage.GetProperty("total_tokens").GetInt32());
    }

    [Fact(Timeout = 30000)]
    public async Task Completion_SameSeed_IsTheSame()
    {
        const string Body = """{"prompt":"A bridge","max_tokens":30,"ignore_eos":true,"seed":SEED}""";
        string first = await _engine.CompleteAsync(Body.Replace("SEED", "11"));
        Assert.Equal(first, await _engine.CompleteAsync(Body.Replace("SEED", "11")));
        Assert.NotEqual(first, await _engine.CompleteAsync(Body.Replace("SEED", "12")));
    }

    [Fact(Timeout = 30000)]
    public async Task Completion_TemperatureZero_NeedsNoSeed()
    {
        const string Body = """{"prompt":"A bridge","max_tokens":20,"temperature":0}""";
        Assert.Equal(await _engine.CompleteAsync(Body), await _engine.CompleteAsync(Body));
    }

    [Fact(Timeout = 30000)]
    public async Task Completion_TinyTopP_TakesTheLikeliest()
    {
        string likeliest = await _engine.CompleteAsync("""{"prompt":"A bridge","max_tokens":20,"temperature":0}""");
        Assert.Equal(likeliest, await _engine.CompleteAsync("""{"prompt":"A bridge","max_tokens":20,"top_p":0.0001}"""));
    }

    [Theory(Timeout = 30000)]
    [InlineData("\" the\"")]
    [InlineData("[\"zzz\",\" th\"]")]
    public async Task Completion_StopString_EndsBeforeIt(string stop)
    {
        string all = await _engine.CompleteAsync("""{"prompt":"The river","max_tokens":60,"seed":3,"ignore_eos":true}""");
        (_, JsonElement body) = await _engine.PostAsync(
            "/v1/completions", $$"""{"prompt":"The river","max_tokens":60,"seed":3,"ignore_eos":true,"stop":{{stop}}}""");
        string cut = stop.Contains("zzz", StringComparison.Ordinal) ? " th" : " the";
        Assert.Contains(cut, all);
        Assert.Equal(all[..all.IndexOf(cut, StringComparison.Ordinal)], body.GetProperty("choices")[0].GetProperty("text").GetString());
        Assert.Equal("stop", body.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
    }

    [Fact(Timeout = 30000)]
    public async Task Completion_Stream_AddsUpToTheWhole()
    {
        const string Body = """{"prompt":"The river","max_tokens":20,"seed":5,"ignore_eos":true,"stop":"zz","stream":STREAM}""";
        string whole = await _engine.CompleteAsync(Body.Replace("STREAM", "false"));
        IReadOnlyList<string> events = await _engine.StreamAsync("/v1/completions", Body.Replace("STREAM", "true"));
        Assert.Equal("[DONE]", events[^1]);
        List<JsonElement> choices = [.. events.SkipLast(1).Select(e => JsonDocument.Parse(e).RootElement.GetProperty("choices")[0])];
        Assert.True(choices.Count > 10);
        Assert.Equal(whole, string.Concat(choices.Select(c => c.GetProperty("text").GetString())));
        Assert.All(choices.SkipLast(1), c => Assert.Equal(JsonValueKind.Null, c.GetProperty("finish_reason").ValueKind));
        Assert.Equal("length", choices[^1].GetProperty("finish_reason").GetString());
    }

    [Fact(Timeout = 30000)]
    public async Task Completion_StreamWithUsage_EndsWithIt()
    {
        IReadOnlyList<string> events = await _engine.StreamAsync(
            "/v1/completions", """{"prompt":"The river","max_tokens":3,"ignore_eos":true,"stream":true,"stream_options":{"include_usage":true}}""");
        JsonElement last = JsonDocument.Parse(events[^2]).RootElement;
        Assert.Equal(0, last.GetProperty("choices").GetArrayLength());
        Assert.Equal(3, last.GetProperty("usage").GetProperty("completion_tokens").GetInt32());
    }

    [Fact(Timeout = 30000)]
    public async Task Chat_Plain_AnswersAsAssistant()
    {
        (HttpStatusCode status, JsonElement body) = await _engine.PostAsync(
            "/v1/chat/completions",
            """{"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":[{"type":"text","text":"The old mill"}]}],"max_tokens":6,"seed":2}""");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("chat.completion", body.GetProperty("object").GetString());
        JsonElement message = body.GetProperty("choices")[0].GetProperty("message");
        Assert.Equal("assistant", message.GetProperty("role").GetString());
        Assert.NotEmpty(message.GetProperty("content").GetString()!);
    }

    [Fact(Timeout = 30000)]
    public async Task Chat_Stream_StartsWithTheRoleAndAddsUp()
    {
        const string Body = """{"messages":[{"role":"user","content":"The old mill"}],"max_tokens":10,"seed":2,"stream":STREAM}""";
        (_, JsonElement whole) = await _engine.PostAsync("/v1/chat/completions", Body.Replace("STREAM", "false"));
        IReadOnlyList<string> events = await _engine.StreamAsync("/v1/chat/completions", Body.Replace("STREAM", "true"));
        List<JsonElement> deltas = [.. events.SkipLast(1).Select(e => JsonDocument.Parse(e).RootElement.GetProperty("choices")[0].GetProperty("delta"))];
        Assert.Equal("assistant", deltas[0].GetProperty("role").GetString());
        Assert.Equal(
            whole.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString(),
            string.Concat(deltas.Select(d => d.GetProperty("content").GetString())));
    }
}
