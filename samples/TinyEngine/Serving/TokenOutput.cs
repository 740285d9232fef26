namespace TinyEngine.Serving;

/// <summary>What one step made of one request: text to show (may be empty) and, on the last one, why it ended.</summary>
internal readonly record struct TokenOutput(string Text, FinishReason? Finished);
