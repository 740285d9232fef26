using TinyEngine.Serving;

namespace TinyEngine.Api;

/// <summary>The two shapes of an answer, text completion and chat, whole and in pieces. One instance per request.</summary>
internal sealed class AnswerShape(bool chat, string model, long created)
{
    private readonly string _id = $"{(chat ? "chatcmpl" : "cmpl")}-{Guid.NewGuid():N}";
    private bool _anyText;

    public CompletionResponse Whole(string text, FinishReason reason, Usage usage)
    {
        string end = FinishReasons.Text(reason);
        CompletionChoice choice = chat
            ? new CompletionChoice { Message = new AnswerMessage { Role = "assistant", Content = text.TrimStart(' ') }, FinishReason = end }
            : new CompletionChoice { Text = text, FinishReason = end };
        return Answer(chat ? "chat.completion" : "text_completion", [choice]) with { Usage = usage };
    }

    /// <summary>Chat streams start with a piece that names the role.</summary>
    public CompletionResponse? Opening() => chat
        ? Part([new CompletionChoice { Delta = new AnswerMessage { Role = "assistant", Content = "" } }])
        : null;

    public CompletionResponse Piece(string text, FinishReason? reason)
    {
        string? end = reason is { } known ? FinishReasons.Text(known) : null;
        if (!chat)
            return Part([new CompletionChoice { Text = text, FinishReason = end }]);
        string content = _anyText ? text : text.TrimStart(' ');
        _anyText |= content.Length > 0;
        return Part([new CompletionChoice { Delta = new AnswerMessage { Content = content }, FinishReason = end }]);
    }

    public CompletionResponse Closing(Usage usage) => Part([]) with { Usage = usage };

    private CompletionResponse Part(IReadOnlyList<CompletionChoice> choices) =>
        Answer(chat ? "chat.completion.chunk" : "text_completion", choices);

    private CompletionResponse Answer(string kind, IReadOnlyList<CompletionChoice> choices) => new(_id, kind, created, model, choices);
}
