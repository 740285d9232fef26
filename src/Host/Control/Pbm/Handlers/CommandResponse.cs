namespace Supervision.Control.Pbm;

/// <summary>An answer of a handler actor to a command.</summary>
/// <param name="Text">One line of text or more, or a JSON object; empty for none.</param>
/// <param name="Final">Whether it is the last. Default true.</param>
public record CommandResponse(string Text, bool Final = true)
{
    /// <summary>The end, without a text.</summary>
    public static CommandResponse Empty { get; } = new("");

    /// <summary>Whether the text is a JSON object. Default false.</summary>
    public bool IsJson { get; init; }
}
