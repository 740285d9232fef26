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

    /// <summary>
    /// Brings the host to rest, so that another image of this program can take over: output stays in its pipes, and whoever ends stays a zombie.
    /// By default not supported.
    /// </summary>
    /// <param name="children">Those that are handed over; while there are others, nothing rests.</param>
    /// <param name="bound">How long what is under way may take to end.</param>
    /// <returns>Null: all is at rest until <see cref="Thaw"/>. Else why not; then everything goes on.</returns>
    public string? TryFreeze(IReadOnlyCollection<IChildProcess> children, TimeSpan bound) => "this host cannot hand its processes over";

    /// <summary>Ends the rest: nothing was lost.</summary>
    public void Thaw()
    {
    }

    /// <summary>What another image of this program needs to take a child over. Only while the host rests.</summary>
    /// <param name="child">A child of this host.</param>
    /// <exception cref="ArgumentException">It is none.</exception>
    public HandedProcess HandOver(IChildProcess child) => throw new NotSupportedException("this host cannot hand its processes over");

    /// <summary>
    /// Takes over a child that an earlier image of this program started: same process id, same pipes. Its output goes on where it was left, and an end
    /// that nobody has seen yet is seen with its status. To be called while the host rests (<see cref="ProcessHostOptions.BeginsFrozen"/>).
    /// </summary>
    /// <param name="handed">The child.</param>
    /// <param name="observer">Who hears about its output and its end; it is told of its start first.</param>
    public IChildProcess Adopt(HandedProcess handed, IProcessObserver observer) => throw new NotSupportedException("this host cannot adopt processes");

    /// <summary>A process that was re-parented to us ended and was reaped. Raised on a thread of the host: do not block.</summary>
    public event Action<ReapedStranger>? StrangerReaped;
}
