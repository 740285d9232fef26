using System.Collections.Immutable;

namespace Supervision.Actors.Settings.Loading;

/// <summary>Reads one group, without its engines.</summary>
internal static class GroupReader
{
    public static GroupSettings Read(Section section, string name)
    {
        var group = new GroupSettings
        {
            Name = name,
            Strategy = section.Choice(
                "strategy",
                ("one-for-one", GroupStrategy.OneForOne),
                ("one-for-all", GroupStrategy.OneForAll),
                ("rest-for-one", GroupStrategy.RestForOne)),
            Intensity = section.IntegerOrUnlimited("intensity", 0, Limits.MostRestarts),
            Period = section.Duration("period", TimeSpan.FromSeconds(1), Limits.LongestWindow),
            Priority = section.Integer("priority", 0, 9999),
            Parent = Parent(section),
            Start = section.Choice(
                "start",
                ("auto", GroupStart.Auto),
                ("parallel", GroupStart.Parallel),
                ("ordered", GroupStart.Ordered),
                ("when-ready", GroupStart.WhenReady)),
            OnGiveUp = section.Choice("on-give-up", ("escalate", GiveUpPolicy.Escalate), ("stop-group", GiveUpPolicy.StopGroup)),
            Significant = section.Switch("significant"),
            Restarts = section.IntegerOrUnlimited("restarts", 0, Limits.MostRestarts),
            AutoShutdown = section.Choice(
                "auto-shutdown",
                ("never", AutoShutdown.Never),
                ("any-significant", AutoShutdown.AnySignificant),
                ("all-significant", AutoShutdown.AllSignificant)),
            Engines = ImmutableArray<EngineSettings>.Empty,
        };
        section.Done();
        return group;
    }

    // The only setting of a group without a default: most groups have none above them.
    private static string? Parent(Section section)
    {
        if (!section.TryFind("parent", out var value, out _) || value.IsNull)
            return null;
        return section.Text("parent");
    }
}
