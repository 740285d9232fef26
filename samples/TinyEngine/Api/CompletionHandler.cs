using System.Text;
using System.Text.Json;
using TinyEngine.Serving;

namespace TinyEngine.Api;

/// <summary>Both completion endpoints: they differ in the prompt they build and in the shape of the answer.</summary>
internal sealed class CompletionHandler(EngineStatus status, RequestReader reader, string modelName, Action onRequest, TimeProvider time)
{
    private static readonly byte[] Done = "data: [DONE]\n\n"u8.ToArray();

    public async Task HandleAsync(HttpContext context, bool chat)
    {
        onRequest();
        CompletionRequest body = await Body.ReadAsync(context, ApiJson.Instance.CompletionRequest);
        reader.CheckModel(body.Model);
        EngineCore core = status.CoreForNewRequest();
        GenerationRequest request = chat ? reader.Chat(body, core.Model) : reader.Completion(body, core.Model);
        var shape = new AnswerShape(chat, modelName, time.GetUtcNow().ToUnixTimeSeconds());
        Sequence sequence = core.Submit(request);
        try
        {
            if (body.Stream is true)
                await StreamAsync(context, sequence, shape, body.StreamOptions?.IncludeUsage is true);
            else
                await AnswerAsync(context, sequence, shape);
        }
        finally
        {
            // A client that went away must not keep its place; for a finished request this changes nothing.
            sequence.Cancel();
        }
    }

    private static async Task AnswerAsync(HttpContext context, Sequence sequence, AnswerShape shape)
    {
        var text = new StringBuilder();
        FinishReason reason = FinishReason.Abort;
        await foreach (TokenOutput output in sequence.Output.ReadAllAsync(context.RequestAborted))
        {
            text.Append(output.Text);
            reason = output.Finished ?? reason;
        }

        await Body.WriteAsync(context, 200, shape.Whole(text.ToString(), reason, UsageOf(sequence)), ApiJson.Instance.CompletionResponse);
    }

    private static async Task StreamAsync(HttpContext context, Sequence sequence, AnswerShape shape, bool includeUsage)
    {
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";
        if (shape.Opening() is { } opening)
            await SendAsync(context, opening);
        await foreach (TokenOutput output in sequence.Output.ReadAllAsync(context.RequestAborted))
        {
            if (output.Text.Length > 0 || output.Finished is not null)
                await SendAsync(context, shape.Piece(output.Text, output.Finished));
        }

        if (includeUsage)
            await SendAsync(context, shape.Closing(UsageOf(sequence)));
        await context.Response.Body.WriteAsync(Done, context.RequestAborted);
    }

    private static async Task SendAsync(HttpContext context, CompletionResponse piece)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(piece, ApiJson.Instance.CompletionResponse);
        byte[] message = [.. "data: "u8, .. json, .. "\n\n"u8];
        await context.Response.Body.WriteAsync(message, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    private static Usage UsageOf(Sequence sequence) =>
        new(sequence.PromptTokens, sequence.Generated, sequence.PromptTokens + sequence.Generated);
}
