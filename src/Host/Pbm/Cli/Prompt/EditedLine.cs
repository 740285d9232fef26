namespace Supervision.Pbm.Cli.Prompt;

/// <summary>What came of reading a line.</summary>
/// <param name="Kind">How it ended.</param>
/// <param name="Text">The line.</param>
internal readonly record struct EditedLine(EditedLineKind Kind, string Text);
