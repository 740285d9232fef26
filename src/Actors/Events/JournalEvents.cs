namespace Supervision.Actors.Events;

/// <summary>The journal's file does not work; events are kept in memory only until <see cref="JournalRecovered"/>.</summary>
/// <param name="Path">The file.</param>
/// <param name="Reason">What the system says.</param>
public sealed record JournalFailed(string Path, string Reason) : SupervisionEvent;

/// <summary>The journal's file works again.</summary>
/// <param name="Path">The file.</param>
/// <param name="Lost">Events that are not in it.</param>
public sealed record JournalRecovered(string Path, long Lost) : SupervisionEvent;
