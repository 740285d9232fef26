namespace Supervision.Posix;

/// <summary>Hears the samples of one tree.</summary>
public interface ISampleObserver
{
    /// <summary>A sample. Called on the sampler's thread, one call at a time: do not block.</summary>
    /// <param name="sample">Totals of the tree.</param>
    /// <param name="processes">Its living processes, the most resident memory first. Valid during the call only.</param>
    public void OnSample(in TreeSample sample, ReadOnlySpan<ProcessSample> processes);
}
