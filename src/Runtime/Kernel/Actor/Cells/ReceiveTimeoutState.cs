using Supervision.Dispatch;
using Supervision.Dispatch.SysMsg;

namespace Supervision.Actor.Internal;

// Overview
// Arming a timer for every message would cost more than the message. One timer runs at a time; when it fires the cell looks
// at the time of the last message and, if that was later, arms it again for what is left.

/// <summary>The receive timeout of one actor. Belongs to the thread that runs the cell, but for the firing timer.</summary>
internal sealed class ReceiveTimeoutState
{
    private readonly ActorCell _cell;
    private TimeSpan _lastActivity;
    private ICancelable? _timer;
    private int _generation;

    public ReceiveTimeoutState(ActorCell cell)
    {
        _cell = cell;
    }

    /// <summary>The timeout in force, or null.</summary>
    public TimeSpan? Duration { get; private set; }

    private TimeSpan Now => _cell.System.Scheduler.MonotonicClock;

    public void Start(TimeSpan duration)
    {
        Cancel();
        Duration = duration;
        _lastActivity = Now;
        Arm(duration);
    }

    public void Cancel()
    {
        Duration = null;
        _generation++;
        _timer?.Cancel();
        _timer = null;
    }

    /// <summary>A message was processed.</summary>
    public void Touch(object message)
    {
        if (Duration is not null && message is not INotInfluenceReceiveTimeout)
        {
            _lastActivity = Now;
        }
    }

    /// <summary>The actor was started or restarted.</summary>
    public void Touch()
    {
        if (Duration is not null)
        {
            _lastActivity = Now;
        }
    }

    public void Elapsed(int generation)
    {
        if (generation != _generation || Duration is not { } duration)
        {
            return;
        }

        TimeSpan now = Now;
        TimeSpan left = duration - (now - _lastActivity);
        if (left > TimeSpan.Zero)
        {
            Arm(left);
            return;
        }

        _lastActivity = now;
        Arm(duration);
        _cell.Self.Tell(ReceiveTimeout.Instance, _cell.Self);
    }

    private void Arm(TimeSpan delay)
    {
        int generation = ++_generation;
        IAdvancedScheduler scheduler = _cell.System.Scheduler.Advanced;
        Cancelable timer = new(scheduler);
        _timer = timer;
        scheduler.ScheduleOnce(delay, new Firing(_cell, generation), timer);
    }

    private sealed class Firing : IRunnable
    {
        private readonly ActorCell _cell;
        private readonly int _generation;

        public Firing(ActorCell cell, int generation)
        {
            _cell = cell;
            _generation = generation;
        }

        public void Run() => _cell.SendSystemMessage(new ReceiveTimeoutElapsed(_generation));

        public void Execute() => Run();
    }
}
