using Supervision.Actors.Events;

namespace Supervision.Actors.Journal;

/// <summary>What a subscriber of the journal hears; a closed set.</summary>
public abstract record JournalNews
{
    private JournalNews()
    {
    }

    /// <summary>An event.</summary>
    /// <param name="Entry">As the journal has it; number 0 for one that the journal does not keep (heartbeats and samples, unless <c>journal.samples</c>).</param>
    /// <param name="Event">The event itself; null for one of an earlier daemon that used the same file.</param>
    public sealed record Happened(JournalEntry Entry, SupervisionEvent? Event) : JournalNews;

    /// <summary>Events are missing at this place, for this subscriber alone.</summary>
    /// <param name="Events">How many.</param>
    /// <param name="Why">Not read in time, or no longer in memory.</param>
    public sealed record Missing(long Events, string Why) : JournalNews;
}
