using Supervision.Event;

namespace Supervision.Actor.Internal;

/// <summary>The timers of one actor instance. Belongs to the thread that runs the cell.</summary>
internal sealed class TimerScheduler : ITimerScheduler
{
    private readonly ActorCell _cell;
    private readonly Dictionary<object, (long Generation, ICancelable Task)> _timers = [];
    private long _lastGeneration;

    public TimerScheduler(ActorCell cell)
    {
        _cell = cell;
    }

    public IReadOnlyCollection<object> ActiveTimers => _timers.Keys;

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval) => Start(key, msg, interval, interval, _cell.Self);

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef sender) => Start(key, msg, interval, interval, sender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval) => Start(key, msg, initialDelay, interval, _cell.Self);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval, IActorRef sender) => Start(key, msg, initialDelay, interval, sender);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout) => Start(key, msg, timeout, null, _cell.Self);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef sender) => Start(key, msg, timeout, null, sender);

    public bool IsTimerActive(object key) => _timers.ContainsKey(key);

    public void Cancel(object key)
    {
        if (_timers.Remove(key, out (long Generation, ICancelable Task) timer))
        {
            timer.Task.Cancel();
            Log("Cancel timer [{0}] with generation [{1}]", key, timer.Generation);
        }
    }

    public void CancelAll()
    {
        foreach ((long _, ICancelable task) in _timers.Values)
        {
            task.Cancel();
        }

        _timers.Clear();
    }

    /// <summary>True when the message belongs to a timer that still runs; a single timer ends with it.</summary>
    public bool Accept(TimerMessage message)
    {
        if (!ReferenceEquals(message.Owner, this)
            || !_timers.TryGetValue(message.Key, out (long Generation, ICancelable Task) timer)
            || timer.Generation != message.Generation)
        {
            Log("Received timer [{0}] that has been removed, discarding", message.Key, message.Generation);
            return false;
        }

        if (!message.Repeats)
        {
            _timers.Remove(message.Key);
        }

        return true;
    }

    private void Start(object key, object message, TimeSpan delay, TimeSpan? interval, IActorRef sender)
    {
        Cancel(key);
        long generation = ++_lastGeneration;
        TimerMessage envelope = message is INotInfluenceReceiveTimeout
            ? new SilentTimerMessage(this, key, generation, interval is not null, message, sender)
            : new TimerMessage(this, key, generation, interval is not null, message, sender);
        IScheduler scheduler = _cell.System.Scheduler;
        Cancelable task = new(scheduler.Advanced);
        if (interval is { } period)
        {
            scheduler.ScheduleTellRepeatedly(delay, period, _cell.Self, envelope, _cell.Self, task);
        }
        else
        {
            scheduler.ScheduleTellOnce(delay, _cell.Self, envelope, _cell.Self, task);
        }

        _timers[key] = (generation, task);
        Log("Start timer [{0}] with generation [{1}]", key, generation);
    }

    private void Log(string format, object key, long generation)
    {
        if (_cell.System.Settings.DebugTimerScheduler)
        {
            string text = string.Format(System.Globalization.CultureInfo.InvariantCulture, format, key, generation);
            _cell.System.EventStream.Publish(new Debug(_cell.Self.Path.ToString(), typeof(TimerScheduler), text));
        }
    }
}
