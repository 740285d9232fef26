namespace Supervision.Actors.Settings;

/// <summary>The history of events (<c>journal</c>).</summary>
public sealed record JournalSettings
{
    /// <summary>The file; empty, the default, keeps events in memory only.</summary>
    public string Path { get; init; } = "";

    /// <summary>Size at which the file is set aside as <c>PATH.1</c>. Default 64 MiB.</summary>
    public long MaxSize { get; init; } = 64L << 20;

    /// <summary>How many files that were set aside are kept. Default 3.</summary>
    public int Keep { get; init; } = 3;

    /// <summary>When the file is flushed to the disk. Default <see cref="JournalFlush.Second"/>.</summary>
    public JournalFlush Flush { get; init; } = JournalFlush.Second;

    /// <summary>Events kept in memory. Default 10,000.</summary>
    public int Events { get; init; } = 10_000;

    /// <summary>Bytes of events kept in memory. Default 16 MiB.</summary>
    public long Memory { get; init; } = 16L << 20;

    /// <summary>Whether heartbeats, samples and successful probes are kept as well. Default false.</summary>
    public bool Samples { get; init; }
}
