namespace Supervision.Posix;

/// <summary>How a stop of a tree ended: <see cref="Empty"/> or <see cref="Survivors"/>.</summary>
public abstract record TreeStopResult
{
    private TreeStopResult()
    {
    }

    /// <summary>Whether SIGKILL was needed (or asked for).</summary>
    public bool Killed { get; init; }

    /// <summary>What could not be checked, for people; null, the usual case, when the result is proven.</summary>
    public string? Unproven { get; init; }

    /// <summary>No process of the tree is left.</summary>
    public sealed record Empty : TreeStopResult;

    /// <summary>Some processes did not end within the bound (typically state D, in a driver).</summary>
    /// <param name="Members">Those processes; can be empty only when /proc cannot be read.</param>
    public sealed record Survivors(IReadOnlyList<TreeMember> Members) : TreeStopResult;
}
