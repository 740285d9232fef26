namespace Supervision.Control;

/// <summary>One line of an engine's output.</summary>
/// <param name="Text">Without its line end; bytes that are not UTF-8 are replaced. A line of more than 64 KiB comes in pieces.</param>
/// <param name="Lost">Bytes that were lost before it because the reader was too slow.</param>
public readonly record struct LogLine(string Text, long Lost);
