using System.Globalization;
using Supervision.Actor;

namespace Supervision.Event;

/// <summary>
/// Logs dead letters, dropped and unhandled messages, at most as many as the setting <c>log-dead-letters</c> says; then it is
/// silent for <c>log-dead-letters-suspend-duration</c> and starts over.
/// </summary>
public class DeadLetterListener : ActorBase
{
    private static readonly Type[] Channels = [typeof(DeadLetter), typeof(Dropped), typeof(UnhandledMessage)];

    private readonly EventStream _eventStream = Context.System.EventStream;
    private readonly IScheduler _scheduler = Context.System.Scheduler;
    private readonly int _maxCount = Context.System.Settings.LogDeadLetters;
    private readonly TimeSpan _suspendDuration = Context.System.Settings.LogDeadLettersSuspendDuration;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private int _count;
    private int _unlogged;
    private TimeSpan? _silentUntil;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        foreach (var channel in Channels)
            _eventStream.Subscribe(Self, channel);
    }

    /// <summary>Stays subscribed through a restart.</summary>
    /// <param name="reason">Why it restarts.</param>
    /// <param name="message">What it was handling.</param>
    protected override void PreRestart(Exception reason, object? message)
    {
    }

    /// <summary>Stays subscribed through a restart.</summary>
    /// <param name="reason">Why it restarts.</param>
    protected override void PostRestart(Exception reason)
    {
    }

    /// <inheritdoc/>
    protected override void PostStop() => _eventStream.Unsubscribe(Self);

    /// <inheritdoc/>
    protected override bool Receive(object message)
    {
        if (message is not AllDeadLetters letter)
            return false;

        // What logs must not log about its own letters: the event would come right back.
        if (letter.Message is LogEvent or IDeadLetterSuppression)
            return true;
        _count++;
        if (_silentUntil is { } until && _scheduler.MonotonicClock < until)
        {
            _unlogged++;
            return true;
        }

        Log(letter);
        return true;
    }

    private void Log(AllDeadLetters letter)
    {
        var last = _silentUntil is null && _maxCount != int.MaxValue && _count >= _maxCount;
        var more = _silentUntil is not null ? string.Create(CultureInfo.InvariantCulture, $", of which {_unlogged} were not logged")
            : !last ? ""
            : IsForEver ? ", no more dead letters will be logged"
            : string.Create(CultureInfo.InvariantCulture, $", no more dead letters will be logged in next [{_suspendDuration}]");
        var from = letter.Sender is null ? "" : $" from {letter.Sender}";
        var fate = letter switch
        {
            Dropped dropped => $"to {letter.Recipient} was dropped. {dropped.Reason}",
            UnhandledMessage => $"to {letter.Recipient} was unhandled",
            _ => $"to {letter.Recipient} was not delivered",
        };
        _log.Info(
            "Message [{0}]{1} {2}. [{3}] dead letters encountered{4}. The settings akka.log-dead-letters and "
                + "akka.log-dead-letters-during-shutdown say how many are logged.",
            NameOf(letter.Message),
            from,
            fate,
            _count,
            more);
        if (_silentUntil is not null)
        {
            _silentUntil = null;
            _count = 0;
            _unlogged = 0;
        }
        else if (last)
        {
            _silentUntil = IsForEver ? TimeSpan.MaxValue : _scheduler.MonotonicClock + _suspendDuration;
        }
    }

    private static string NameOf(object message) => message is IWrappedMessage wrapped
        ? $"{WrappedMessage.Unwrap(message).GetType().Name}] wrapped in [{wrapped.GetType().Name}"
        : message.GetType().Name;

    private bool IsForEver => _suspendDuration <= TimeSpan.Zero;
}
