namespace Supervision.Posix;

/// <summary>
/// Hears about one child. Called on the host's own thread, one call at a time for all children of a host: never block, never throw;
/// hand the news on. Calls may begin before the task of <see cref="IProcessHost.SpawnAsync"/> completes.
/// </summary>
public interface IProcessObserver
{
    /// <summary>The process exists. The first call of all, before anything of its output is read; the only one where the start fails after all. By default does nothing.</summary>
    /// <param name="pid">Its process id.</param>
    public void OnStarted(int pid)
    {
    }

    /// <summary>Who empties a piped stream in place of <see cref="OnOutput"/>; asked once, after <see cref="OnStarted"/>. By default nobody.</summary>
    /// <param name="stream">The stream.</param>
    public IOutputPump? PumpFor(OutputStream stream) => null;

    /// <summary>Bytes came, in the order they were written.</summary>
    /// <param name="stream">The stream they came from.</param>
    /// <param name="data">The bytes, valid only during the call; may split a line or a character anywhere.</param>
    public void OnOutput(OutputStream stream, ReadOnlySpan<byte> data);

    /// <summary>
    /// A piped stream has no writer left, or the child was disposed. Exactly once for each stream that is a pipe, never for others.
    /// May come long after <see cref="OnExited"/> when a grandchild holds the pipe, and before it when the child closed its output.
    /// </summary>
    /// <param name="stream">The stream.</param>
    public void OnOutputClosed(OutputStream stream);

    /// <summary>The leader ended. Exactly once; what it had written to its pipes was delivered before.</summary>
    /// <param name="status">How it ended.</param>
    public void OnExited(ExitStatus status);
}
