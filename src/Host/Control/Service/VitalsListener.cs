using Supervision.Actors.Events;
using Supervision.Actors.Listeners;

namespace Supervision.Control;

/// <summary>Feeds the boards of one control service.</summary>
internal sealed class VitalsListener : EventListenerActor
{
    private readonly Action<SupervisionEvent> _take;

    public VitalsListener(Action<SupervisionEvent> take)
        : base(new EventListenerOptions { Name = "control", Output = false }) => _take = take;

    protected override ValueTask OnEventAsync(SupervisionEvent value, CancellationToken cancellation)
    {
        _take(value);
        return ValueTask.CompletedTask;
    }
}
