namespace Supervision.Posix;

/// <summary>
/// The thread that measures shared memory. It is apart from the sampler's because the kernel takes the memory lock of the process that is
/// looked at: a process that hangs in its driver would hold up the samples of all the others.
/// </summary>
internal sealed class SharedMemoryThread
{
    private readonly Queue<SharedMemoryJob> _queue = new(16);
    private bool _started;
    private bool _ended;

    internal void Enqueue(SharedMemoryJob job)
    {
        lock (_queue)
        {
            if (_ended)
                return;
            _queue.Enqueue(job);
            if (!_started)
            {
                _started = true;
                new Thread(Run, 256 * 1024) { IsBackground = true, Name = "shared memory" }.Start();
            }

            Monitor.Pulse(_queue);
        }
    }

    internal void End()
    {
        lock (_queue)
        {
            _ended = true;
            Monitor.PulseAll(_queue);
        }
    }

    private void Run()
    {
        while (true)
        {
            SharedMemoryJob job;
            lock (_queue)
            {
                while (_queue.Count == 0 && !_ended)
                    Monitor.Wait(_queue);
                if (_ended)
                    return;
                job = _queue.Dequeue();
            }

            job.Measure();
        }
    }
}
