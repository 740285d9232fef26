using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Supervision.Dispatch;

/// <summary>An executor with threads of its own, for actors that block.</summary>
internal sealed class DedicatedThreadsExecutor : ExecutorService, IDisposable
{
    private readonly BlockingCollection<IRunnable> _queue = [];
    private readonly Action<Exception> _report;

    public DedicatedThreadsExecutor(string id, int threads, bool background, Action<Exception> report)
        : base(id)
    {
        _report = report;
        for (int i = 0; i < threads; i++)
        {
            new Thread(Work) { IsBackground = background, Name = $"{id}_{i + 1}" }.UnsafeStart();
        }
    }

    public override void Execute(IRunnable run)
    {
        try
        {
            _queue.Add(run);
        }
        catch (InvalidOperationException e)
        {
            throw new RejectedExecutionException($"The executor of [{Id}] has been shut down", e);
        }
    }

    public override void Shutdown() => _queue.CompleteAdding();

    public void Dispose() => _queue.Dispose();

    [SuppressMessage("Design", "CA1031", Justification = "A failing work item must not take the thread with it.")]
    private void Work()
    {
        foreach (IRunnable run in _queue.GetConsumingEnumerable())
        {
            try
            {
                run.Run();
            }
            catch (Exception e)
            {
                _report(e);
            }
        }
    }
}
