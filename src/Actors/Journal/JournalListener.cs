using Supervision.Actors.Events;
using Supervision.Actors.Listeners;

namespace Supervision.Actors.Journal;

/// <summary>Feeds the journal.</summary>
internal sealed class JournalListener(EventJournal journal) : EventListenerActor(new EventListenerOptions { Name = ListenerName, Output = false })
{
    public const string ListenerName = "journal";

    protected override ValueTask OnEventAsync(SupervisionEvent value, CancellationToken cancellation)
    {
        journal.Append(value);
        return ValueTask.CompletedTask;
    }
}
