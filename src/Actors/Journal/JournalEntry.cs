namespace Supervision.Actors.Journal;

/// <summary>One event of the journal.</summary>
/// <param name="Number">Its number in the file, ascending over daemons that use the same file; without a file from 1.</param>
/// <param name="Json">One JSON object without line breaks: <c>number</c>, <c>event</c>, <c>timestamp</c>, and what the event has.</param>
public sealed record JournalEntry(long Number, string Json);
