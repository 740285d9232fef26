using System.Threading.Channels;

namespace Supervision.Control.Pbm;

/// <summary>Answers of an actor on their way to a connection. An actor cannot be made to wait, so what does not fit ends the command.</summary>
internal sealed class ResponseQueue
{
    private const int Most = 10_000;
    private readonly Channel<CommandResponse> _answers = Channel.CreateBounded<CommandResponse>(Most);

    /// <summary>Whether the command was ended because its answers were not read.</summary>
    public bool Overflowed { get; private set; }

    public void Add(CommandResponse answer)
    {
        if (!_answers.Writer.TryWrite(answer) && !_answers.Reader.Completion.IsCompleted)
            Overflowed |= _answers.Writer.TryComplete();
        if (answer.Final)
            _answers.Writer.TryComplete();
    }

    public void Complete() => _answers.Writer.TryComplete();

    /// <summary>The next answer; null after the last.</summary>
    public async ValueTask<CommandResponse?> NextAsync(CancellationToken cancellation) =>
        await _answers.Reader.WaitToReadAsync(cancellation).ConfigureAwait(false) && _answers.Reader.TryRead(out CommandResponse? answer) ? answer : null;
}
