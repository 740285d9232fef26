using System.Collections.Concurrent;
using TinyEngine.Faults;

namespace TinyEngine.Processes;

/// <summary>
/// The worker processes that a real engine has, one per device. They do no work here, but they are there to be watched and lost: when
/// one dies, from whatever cause, requests stand still while the server goes on answering. A killed engine leaves them behind.
/// </summary>
internal sealed class WorkerPool(FaultState state, EngineLog log)
{
    private const int Kill = 9;

    private readonly ConcurrentDictionary<int, int> _pids = [];
    private volatile bool _stopped;

    /// <summary>Throws IOException when a worker cannot be started.</summary>
    public void Start(int count)
    {
        for (int index = 0; index < count; index++)
        {
            int worker = index;
            int pid = ChildProcess.StartWorker(worker, (ended, status) => OnEnded(worker, ended, status));
            _pids[worker] = pid;
            log.Info("workers", $"worker {worker} started, pid {pid}");
        }
    }

    /// <summary>False when there is no such worker.</summary>
    public bool Lose(int worker)
    {
        if (!_pids.TryGetValue(worker, out int pid))
            return false;
        Native.Send(pid, Kill);
        return true;
    }

    public void Stop()
    {
        _stopped = true;
        foreach (int worker in _pids.Keys)
        {
            if (_pids.TryRemove(worker, out int pid))
                Native.Send(pid, Kill);
        }
    }

    private void OnEnded(int worker, int pid, int status)
    {
        if (_stopped)
            return;
        _pids.TryRemove(worker, out _);
        state.Progress.Close();
        log.Error("workers", $"worker {worker}, pid {pid}, died unexpectedly, wait status {status}");
    }
}
