using System.Globalization;
using Supervision.Actors.Events;
using Supervision.Actors.Listeners;

namespace CustomListener;

/// <summary>
/// Tells how long each engine was not ready, and why. It is subscribed before the first engine starts, gets one event at a time and may take its time:
/// while it waits, up to 1000 events are kept for it, and nobody waits for it.
/// </summary>
internal sealed class DowntimeListener : EventListenerActor
{
    private readonly Dictionary<string, (DateTimeOffset Since, string Why)> _down = [];
    private readonly TextWriter _output;

    public DowntimeListener(TextWriter output)
        : base(new EventListenerOptions { Name = "downtime", Buffer = 1000, Events = [typeof(EngineEvent), typeof(EventsDropped)], Output = false }) =>
        _output = output;

    protected override async ValueTask OnEventAsync(SupervisionEvent value, CancellationToken cancellation)
    {
        switch (value)
        {
            case EngineExited { Failure: { } failure } exited:
                _down[exited.Engine] = (exited.Timestamp, failure.Message);
                break;
            case EngineNotReady notReady:
                _down.TryAdd(notReady.Engine, (notReady.Timestamp, notReady.Why));
                break;
            case EngineReady ready when _down.Remove(ready.Engine, out var was):
                var time = string.Create(CultureInfo.InvariantCulture, $"{(ready.Timestamp - was.Since).TotalSeconds:0.00} s");
                await _output.WriteLineAsync($"{ready.Engine} was down for {time}, now in attempt {ready.Attempt}: {was.Why}".AsMemory(), cancellation);
                break;
            case EventsDropped dropped:
                await _output.WriteLineAsync($"{dropped.Listener} lost {dropped.Events} events: {dropped.Why}".AsMemory(), cancellation);
                break;
        }
    }
}
