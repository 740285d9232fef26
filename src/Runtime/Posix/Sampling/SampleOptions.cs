namespace Supervision.Posix;

/// <summary>What is sampled of one tree, and how often.</summary>
public sealed record SampleOptions
{
    /// <summary>
    /// Time between samples, above zero. Whole multiples of 100 ms from there on: trees with the same interval, or one that divides it, share
    /// their passes over /proc. Default 5 s.
    /// </summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether open files are counted: one more directory to list per process. Default false.</summary>
    public bool OpenFiles { get; init; }

    /// <summary>
    /// Whether proportional and unique memory are measured: the kernel walks the page tables of each process, which takes up to seconds for
    /// hundreds of GiB. Done on a thread of its own. Default false.
    /// </summary>
    public bool SharedMemory { get; init; }
}
