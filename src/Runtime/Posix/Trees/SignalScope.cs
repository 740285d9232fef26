namespace Supervision.Posix;

/// <summary>Which processes of a tree a stop signal goes to.</summary>
public enum SignalScope
{
    /// <summary>The leader, which knows best how to stop the rest.</summary>
    Leader,

    /// <summary>The leader's process group.</summary>
    Group,

    /// <summary>Every process of the tree.</summary>
    Tree,
}
