using Supervision.Posix;

namespace Supervision.Samples.Benchmarks;

/// <summary>Counts; output and exits of the children do not matter here.</summary>
internal sealed class Observer : IProcessObserver, ISampleObserver
{
    private long _samples;
    private long _rss;

    public long Samples => Interlocked.Read(ref _samples);

    public long Rss => Interlocked.Read(ref _rss);

    public void OnSample(in TreeSample sample, ReadOnlySpan<ProcessSample> processes)
    {
        Interlocked.Increment(ref _samples);
        Interlocked.Exchange(ref _rss, sample.RssBytes);
    }

    public void OnOutput(OutputStream stream, ReadOnlySpan<byte> data)
    {
        // The children write nothing.
    }

    public void OnOutputClosed(OutputStream stream)
    {
        // Their end is counted elsewhere.
    }

    public void OnExited(ExitStatus status)
    {
        // Killed at the end of a run.
    }
}
