namespace Supervision.Actor;

/// <summary>Something that waits in a <see cref="HeapScheduler"/>. Place, due time and state belong to the scheduler's lock.</summary>
internal abstract class ScheduledItem(HeapScheduler scheduler, ICancelable? cancelable) : ICancellationListener
{
    private CancellationTokenRegistration _registration;

    /// <summary>When it is due, in ticks of 100 ns since the scheduler began.</summary>
    public long Due { get; set; }

    /// <summary>From one run to the next, in ticks of 100 ns; 0 where it runs once.</summary>
    public long Interval { get; set; }

    /// <summary>Whether it is in the heap.</summary>
    public bool IsWaiting { get; set; }

    // Volatile since the drainer looks once more right before the run, outside of the lock.
    public bool IsCancelled
    {
        get => Volatile.Read(ref field);
        set => Volatile.Write(ref field, value);
    }

    public abstract void Run();

    public abstract string Describe();

    /// <summary>Lets go of everything: it was cancelled, and may stay in the heap for a while.</summary>
    public abstract void Forget();

    void ICancellationListener.Cancelled() => scheduler.Cancel(this);

    /// <summary>Listens for the cancellation; where that has happened, the item is cancelled now.</summary>
    public void Attach()
    {
        switch (cancelable)
        {
            case null:
                return;
            case Cancelable own:
                if (!own.TryListen(this))
                    IsCancelled = true;
                return;
            default:
                _registration = cancelable.Token.UnsafeRegister(
                    static state => ((ICancellationListener)state!).Cancelled(), this);
                return;
        }
    }

    /// <summary>Listens no more.</summary>
    public void Detach()
    {
        if (cancelable is Cancelable own)
            own.StopListening(this);
        else if (cancelable is not null)
            _registration.Unregister();
    }
}
