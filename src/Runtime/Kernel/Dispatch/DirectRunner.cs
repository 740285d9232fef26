using Supervision.Actor;

namespace Supervision.Dispatch;

// Overview
// An actor that is told a message by another one runs best on the same thread right afterwards: the message is in its cache,
// and nobody has to be woken. So the cell that was scheduled last waits in a slot of the running thread (Next) and is run when
// the present one is done. It must not wait for longer than the handler that told it:
// - the thread goes on with another message of the same actor: the waiting cell goes to the pool first (Release);
// - the handler blocks, perhaps for an answer of the very actor that waits: the guard, a thread that looks at all slots every
//   millisecond while there is traffic, moves what it sees twice to the pool;
// - cells that wake each other for ever: after TurnsInARow the thread queues the next one globally and lets others have a turn.
// As between two work items of the pool, what one cell left on the thread (AsyncLocal values, a SynchronizationContext) is gone
// when the next one runs.

/// <summary>Runs cells of one thread one after the other.</summary>
internal sealed class DirectRunner
{
    private const int TurnsInARow = 64;

    [ThreadStatic]
    private static DirectRunner? _current;

    private IThreadPoolWorkItem? _next;
    private bool _running;
    private int _handed;

    /// <summary>The runner of this thread.</summary>
    public static DirectRunner Current => _current ?? Make();

    /// <summary>How many cells were put in the slot; the guard sees by it whether the thread goes on.</summary>
    public int Handed => Volatile.Read(ref _handed);

    /// <summary>Whether a cell waits.</summary>
    public bool IsWaiting => Volatile.Read(ref _next) is not null;

    /// <summary>Runs a cell, and those that it leads to.</summary>
    public void Start(ActorCell cell)
    {
        if (_running)
        {
            cell.Run();
            return;
        }

        _running = true;
        ExecutionContext? clean = ExecutionContext.Capture();
        try
        {
            cell.Run();
            for (int turn = 1; _next is not null && Interlocked.Exchange(ref _next, null) is { } next; turn++)
            {
                if (turn == TurnsInARow)
                {
                    ThreadPool.UnsafeQueueUserWorkItem(next, preferLocal: false);
                    break;
                }

                CleanThread(clean);
                ((ActorCell)next).Run();
            }
        }
        finally
        {
            _running = false;
            Release();
        }
    }

    /// <summary>Keeps a cell for this thread, or gives it to the pool where this thread runs no cells.</summary>
    public bool TryKeep(IRunnable cell)
    {
        if (!_running || cell is not ActorCell)
        {
            return false;
        }

        IThreadPoolWorkItem? before = Interlocked.Exchange(ref _next, cell);
        Volatile.Write(ref _handed, _handed + 1);
        if (before is not null)
        {
            ThreadPool.UnsafeQueueUserWorkItem(before, preferLocal: true);
        }

        DirectRunnerGuard.Wake();
        return true;
    }

    /// <summary>Gives the waiting cell to the pool.</summary>
    public void Release()
    {
        if (_next is not null)
        {
            Steal(preferLocal: true);
        }
    }

    /// <summary>Takes the waiting cell away, from any thread, and gives it to the pool.</summary>
    public void Steal(bool preferLocal)
    {
        if (Interlocked.Exchange(ref _next, null) is { } waiting)
        {
            ThreadPool.UnsafeQueueUserWorkItem(waiting, preferLocal);
        }
    }

    private static void CleanThread(ExecutionContext? clean)
    {
        if (clean is not null && !ReferenceEquals(ExecutionContext.Capture(), clean))
        {
            ExecutionContext.Restore(clean);
        }

        if (SynchronizationContext.Current is not null)
        {
            SynchronizationContext.SetSynchronizationContext(null);
        }
    }

    private static DirectRunner Make()
    {
        DirectRunner made = new();
        DirectRunnerGuard.Add(made);
        return _current = made;
    }
}
