namespace Supervision.Posix;

/// <summary>Starts processes and watches over them. Thread-safe.</summary>
public interface IProcessHost : IAsyncDisposable, IDisposable
{
    /// <summary>
    /// Starts one process. Expected failures (program not found, not executable, bad directory, out of processes) are a
    /// <see cref="SpawnResult.Failed"/>, never an exception.
    /// </summary>
    /// <param name="request">What to start.</param>
    /// <param name="observer">Who hears about its output and its end.</param>
    /// <param name="ct">Gives up while the request still waits for its turn; once started it has no effect.</param>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled before the process was started.</exception>
    public Task<SpawnResult> SpawnAsync(SpawnRequest request, IProcessObserver observer, CancellationToken ct = default);

    /// <summary>A process that was re-parented to us ended and was reaped. Raised on a thread of the host: do not block.</summary>
    public event Action<ReapedStranger>? StrangerReaped;
}
