namespace WorkerPool;

/// <summary>Something to do.</summary>
internal sealed record Job(int Number);
