namespace Supervision.Posix;

/// <summary>
/// Moves one piped stream of a child to where it belongs, in place of <see cref="IProcessObserver.OnOutput"/>. The calls come from the
/// host's pump threads, one at a time for each stream and many streams at once; they may wait for a slow target. While one waits, the
/// child is held back by its full pipe; when it waits longer than <see cref="PipeSource.StallTime"/>, what the child writes on is thrown
/// away and counted, so that no target can hold a child for ever.
/// </summary>
public interface IOutputPump
{
    /// <summary>The pipe holds something, or has ended. Take up to a few MiB and return; the rest brings another call.</summary>
    /// <param name="source">The pipe, valid during the call.</param>
    public void OnReadable(PipeSource source);

    /// <summary>The stream has no writer left. <see cref="IProcessObserver.OnOutputClosed"/> follows on the host's own thread.</summary>
    public void OnEnd();

    /// <summary>Bytes were thrown away while <see cref="OnReadable"/> waited too long. Comes from another thread, during that call.</summary>
    /// <param name="bytes">How many.</param>
    public void OnDiscarded(long bytes);
}
