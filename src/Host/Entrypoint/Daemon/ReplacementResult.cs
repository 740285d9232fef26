namespace Supervision.Entrypoint.Daemon;

/// <summary>Answer to the wish that the daemon's program be replaced.</summary>
/// <param name="Began">The new program can take over, and does as soon as the tree can rest; events tell where it does not come to that.</param>
/// <param name="Problem">Why it was refused; empty where it began.</param>
internal sealed record ReplacementResult(bool Began, string Problem);
