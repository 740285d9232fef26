using System.Collections.Immutable;

namespace Supervision.Actors.Settings;

/// <summary>Whom an engine runs as (<c>run-as</c>). Names are looked up at each start.</summary>
public sealed record RunAsSettings
{
    /// <summary>A name or uid, also with <c>:group</c>; null keeps the daemon's.</summary>
    public string? User { get; init; }

    /// <summary>A name or gid; null takes the user's own, or keeps the daemon's where there is no user.</summary>
    public string? Group { get; init; }

    /// <summary>Names or gids; null for all that the user is a member of.</summary>
    public ImmutableArray<string>? SupplementaryGroups { get; init; }
}
