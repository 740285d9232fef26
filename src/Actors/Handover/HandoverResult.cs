namespace Supervision.Actors.Handover;

/// <summary>Answer to the wish for a handover that did not happen; where one happens there is nobody left to answer.</summary>
/// <param name="Problem">Why not: one phrase.</param>
public sealed record HandoverResult(string Problem);
