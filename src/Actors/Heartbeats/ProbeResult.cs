namespace Supervision.Actors.Heartbeats;

/// <summary>Outcome of one try of a probe.</summary>
/// <param name="Success">Whether it succeeded.</param>
/// <param name="Answered">
/// Whether the engine answered at all, with whatever status. An answer is evidence of life even where it is no success: a busy
/// engine that says 503 is not dead.
/// </param>
/// <param name="Detail">One phrase: the status, or what went wrong and where.</param>
public readonly record struct ProbeResult(bool Success, bool Answered, string Detail)
{
    /// <summary>Why it was no success.</summary>
    public ProbeFault Fault { get; init; } = Success ? ProbeFault.None : Answered ? ProbeFault.Answer : ProbeFault.Error;
}
