namespace Supervision.Pbm.Cli.Prompt;

/// <summary>One key.</summary>
/// <param name="Key">What it asks for.</param>
/// <param name="Text">The character; empty for others.</param>
internal readonly record struct KeyPress(Key Key, string Text = "");
