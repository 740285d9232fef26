namespace Supervision.Actors.Events;

/// <summary>Which memory limit is meant.</summary>
public enum MemoryRule
{
    /// <summary><c>max-rss</c></summary>
    Rss,

    /// <summary><c>max-pss</c></summary>
    Pss,

    /// <summary><c>max-cgroup</c></summary>
    Cgroup,

    /// <summary><c>growth</c>, in bytes per hour.</summary>
    Growth,
}
