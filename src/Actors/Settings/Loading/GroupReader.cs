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
            Engines = ImmutableArray<EngineSettings>.Empty,
        };
        section.Done();
        return group;
    }
}
