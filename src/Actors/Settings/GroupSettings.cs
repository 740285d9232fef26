using System.Collections.Immutable;

namespace Supervision.Actors.Settings;

/// <summary>A group: one supervisor and its engines (<c>supervision.groups.NAME</c>).</summary>
public sealed record GroupSettings
{
    /// <summary>Unique name, also the actor's name: letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Which engines restart when one fails. Default <see cref="GroupStrategy.OneForOne"/>.</summary>
    public GroupStrategy Strategy { get; init; } = GroupStrategy.OneForOne;

    /// <summary>
    /// How many restarts the whole group may need within <see cref="Period"/>; one more and the group gives up (OTP's intensity).
    /// Null, the default, sets no limit beside each engine's own budget.
    /// </summary>
    public int? Intensity { get; init; }

    /// <summary>The window of <see cref="Intensity"/>. Default 1 h.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Groups start in ascending and stop in descending priority. Default 100.</summary>
    public int Priority { get; init; } = 100;

    /// <summary>The group that supervises this one; null, the default, is the top of the tree.</summary>
    public string? Parent { get; init; }

    /// <summary>How its engines start beside each other. Default by the strategy.</summary>
    public GroupStart Start { get; init; }

    /// <summary>What it does when it gives up. Default <see cref="GiveUpPolicy.Escalate"/>.</summary>
    public GiveUpPolicy OnGiveUp { get; init; }

    /// <summary>
    /// How often the group above restarts this one within <see cref="Period"/> after it gave up; one more and that group gives up, too. Null is
    /// unlimited. Default 1. Means nothing for a group without one above it.
    /// </summary>
    public int? Restarts { get; init; } = 1;

    /// <summary>Whether its end by <see cref="AutoShutdown"/> counts in the group above as that of a significant engine. Default false.</summary>
    public bool Significant { get; init; }

    /// <summary>Whether it ends when its significant engines and groups have ended. Default never.</summary>
    public AutoShutdown AutoShutdown { get; init; }

    /// <summary>The engine instances in start order.</summary>
    public required ImmutableArray<EngineSettings> Engines { get; init; }
}
