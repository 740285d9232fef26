using Supervision.Actors.Events;
using Supervision.Actors.Listeners;
using Supervision.Actors.Messages;

namespace Supervision.Hosting;

/// <summary>Logs the tree's events. A logger that is slow loses events of this listener, which is told, and holds up nobody.</summary>
internal sealed class EventLogListener(EventLog log) : EventListenerActor(new EventListenerOptions { Name = Name, Output = false })
{
    public const string Name = "hosting-log";

    private readonly EventTranslator _translator = new(log);

    /// <inheritdoc/>
    protected override ValueTask OnEventAsync(SupervisionEvent value, CancellationToken cancellation)
    {
        _translator.Write(value);
        return ValueTask.CompletedTask;
    }
}
