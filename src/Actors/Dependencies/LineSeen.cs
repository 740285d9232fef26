namespace Supervision.Actors.Dependencies;

/// <summary>To the guardian: an engine wrote a line that a dependency waits for.</summary>
internal sealed record LineSeen(string Engine, int Attempt, string Pattern);
