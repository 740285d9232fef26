using Supervision.Actor;
using Supervision.Event;
using Supervision.TestKit.TestEvent;

namespace Supervision.TestKit;

/// <summary>A logger that event filters can silence and count. Dead letters reach filters as warnings.</summary>
public class TestEventListener : DefaultLogger
{
    private readonly List<IEventFilter> _filters = [];

    /// <inheritdoc/>
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger initialize:
                foreach (var channel in new[] { typeof(Mute), typeof(Unmute), typeof(DeadLetter) })
                {
                    initialize.LoggingBus.Subscribe(Self, channel);
                }

                Sender.Tell(new LoggerInitialized());
                return true;
            case Mute mute:
                _filters.AddRange(mute.Filters);
                return true;
            case Unmute unmute:
                foreach (var filter in unmute.Filters)
                {
                    _filters.Remove(filter);
                }

                return true;
            case LogEvent logEvent:
                if (!IsMuted(logEvent))
                {
                    Print(logEvent);
                }

                return true;
            case DeadLetter letter when letter.Message is not LogEvent:
                // The system's own listener prints dead letters; here they are only offered to the filters.
                IsMuted(new Warning(letter.Recipient.Path.ToString(), letter.Recipient.GetType(), letter));
                return true;
            default:
                return base.Receive(message);
        }
    }

    // Every filter sees the event, also when an earlier one has taken it: two nested expectations may both count it.
    private bool IsMuted(LogEvent logEvent)
    {
        var muted = false;
        foreach (var filter in _filters)
        {
            try
            {
                muted |= filter.Apply(logEvent);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                Print(new Warning(Self.Path.ToString(), GetType(), $"Filter {filter} failed on {logEvent}: {e}"));
            }
        }

        return muted;
    }
}
