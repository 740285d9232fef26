using System.Threading.Channels;
using TinyEngine.Model;

namespace TinyEngine.Serving;

/// <summary>A request inside the engine. The step loop alone advances it; the handler reads <see cref="Output"/> and may cancel.</summary>
internal sealed class Sequence(GenerationRequest request, NGramModel model, long arrived)
{
    private readonly Generator _generator = new(model, request.Prompt, request.Sampling);
    private readonly StopScanner _stops = new(request.Stops);
    private readonly Channel<TokenOutput> _output = Channel.CreateUnbounded<TokenOutput>(
        new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private int _cancelled;

    public ChannelReader<TokenOutput> Output => _output.Reader;

    public long Arrived { get; } = arrived;

    public int PromptTokens => request.Prompt.Length;

    public int Generated { get; private set; }

    public bool Cancelled => Volatile.Read(ref _cancelled) != 0;

    public void Cancel() => Volatile.Write(ref _cancelled, 1);

    /// <summary>Makes one token and returns why the request ended with it, or null.</summary>
    public FinishReason? Advance()
    {
        FinishReason? finished = null;
        string text = "";
        if (_generator.Next(request.IgnoreEnd) is { } token)
        {
            Generated++;
            text = _stops.Push(token, out bool stopped);
            finished = stopped ? FinishReason.Stop : Generated >= request.MaxTokens ? FinishReason.Length : null;
        }
        else
        {
            finished = FinishReason.Stop;
        }

        if (finished is not null)
            text += _stops.Flush();
        _output.Writer.TryWrite(new TokenOutput(text, finished));
        if (finished is not null)
            _output.Writer.Complete();
        return finished;
    }

    public void Abort()
    {
        _output.Writer.TryWrite(new TokenOutput("", FinishReason.Abort));
        _output.Writer.TryComplete();
    }
}
