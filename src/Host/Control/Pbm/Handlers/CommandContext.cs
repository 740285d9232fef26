using Supervision.Pbm;
using Supervision.Pbm.Protocol;

namespace Supervision.Control.Pbm;

/// <summary>One command under way. Its writing methods wait while whoever gave it does not read, and are for one caller at a time.</summary>
public sealed class CommandContext
{
    private readonly long _id;
    private readonly Outbox _outbox;

    internal CommandContext(long id, Command command, ControlCaller caller, Outbox outbox, CancellationToken cancellation)
    {
        _id = id;
        _outbox = outbox;
        Command = command;
        Caller = caller;
        Cancellation = cancellation;
    }

    /// <summary>The command.</summary>
    public Command Command { get; }

    /// <summary>Who gave it.</summary>
    public ControlCaller Caller { get; }

    /// <summary>Whether JSON objects are wanted instead of lines.</summary>
    public bool Json => Command.Json;

    /// <summary>Ends when the command is cancelled or its connection ends.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>Answers with a line of text.</summary>
    /// <param name="text">Line breaks in it make several lines; a line of more than 64 KiB is cut.</param>
    /// <exception cref="OperationCanceledException">The command is cancelled.</exception>
    public async ValueTask LineAsync(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (string line in text.Contains('\n') ? text.TrimEnd('\n').Split('\n') : [text])
            await _outbox.PutAsync(new PbmFrame.Lines(_id, [Cut(line)]), Cancellation).ConfigureAwait(false);
    }

    /// <summary>Answers with one JSON object.</summary>
    /// <param name="json">Its text: valid, without line breaks, at most 512 KiB.</param>
    /// <exception cref="ArgumentException">It is too long.</exception>
    /// <exception cref="OperationCanceledException">The command is cancelled.</exception>
    public ValueTask RowAsync(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return json.Length > PbmProtocol.LongestAnswer / 2
            ? throw new ArgumentException($"an object of {json.Length} characters is too long for one answer", nameof(json))
            : _outbox.PutAsync(new PbmFrame.Row(_id, json), Cancellation);
    }

    /// <summary>Tells what went wrong; the command goes on until its handler returns.</summary>
    /// <param name="message">One line.</param>
    /// <exception cref="OperationCanceledException">The command is cancelled.</exception>
    public ValueTask ProblemAsync(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return _outbox.PutAsync(new PbmFrame.Problem(_id, Cut(message)), Cancellation);
    }

    private static string Cut(string line) => line.Length <= PbmProtocol.LongestLine ? line : line[..(PbmProtocol.LongestLine - 1)] + "…";
}
