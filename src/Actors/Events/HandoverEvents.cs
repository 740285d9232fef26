namespace Supervision.Actors.Events;

/// <summary>Another image of this program is about to take the tree over. Where that succeeds it is the last event of this one.</summary>
/// <param name="Program">The file that is executed.</param>
public sealed record HandoverStarted(string Program) : SupervisionEvent;

/// <summary>The tree was not handed over; everything runs on as it was.</summary>
/// <param name="Why">One phrase.</param>
public sealed record HandoverRefused(string Why) : SupervisionEvent;

/// <summary>This image goes on with the tree of an earlier one.</summary>
/// <param name="Engines">How many engines it has.</param>
/// <param name="Processes">How many of them run.</param>
public sealed record TreeTakenOver(int Engines, int Processes) : SupervisionEvent;
