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
    private TimeSpan? _silentUntil;
    private int _unlogged;

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
        if (IsSilent())
            return true;

        _count++;
        var fate = letter switch
        {
            Dropped dropped => $"was dropped ({dropped.Reason})",
            UnhandledMessage => "was not handled",
            _ => "was not delivered",
        };
        var last = _maxCount != int.MaxValue && _count >= _maxCount;
        _log.Info(
            "Message [{0}] from {1} to {2} {3}: number {4}.{5}",
            letter.Message.GetType().Name,
            letter.Sender is null ? "nobody" : letter.Sender.ToString(),
            letter.Recipient.ToString(),
            fate,
            _count,
            last ? Farewell() : "");
        if (last)
            BeSilent();
        return true;
    }

    private bool IsSilent()
    {
        if (_silentUntil is not { } until)
            return false;
        if (_scheduler.MonotonicClock < until)
        {
            _unlogged++;
            return true;
        }

        _log.Info("Dead letters are logged again; {0} were not logged meanwhile.", _unlogged);
        _silentUntil = null;
        _unlogged = 0;
        _count = 0;
        return false;
    }

    private string Farewell() => IsForEver
        ? " No more will be logged (log-dead-letters)."
        : string.Create(CultureInfo.InvariantCulture, $" No more will be logged for {_suspendDuration.TotalSeconds} s (log-dead-letters).");

    private void BeSilent() =>
        _silentUntil = IsForEver ? TimeSpan.MaxValue : _scheduler.MonotonicClock + _suspendDuration;

    private bool IsForEver => _suspendDuration <= TimeSpan.Zero;
}
