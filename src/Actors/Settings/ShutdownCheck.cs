using System.Globalization;
using Supervision.Actors.Groups;
using Supervision.Actors.Settings.Loading;

namespace Supervision.Actors.Settings;

/// <summary>Whether the engines can stop as configured before whoever runs the tree loses patience.</summary>
public static class ShutdownCheck
{
    /// <summary>
    /// The longest that stopping the whole tree takes while every kill succeeds: groups stop one after the other; within a group the
    /// engines stop together (one-for-one, except what others depend on) or one after the other. An engine takes its <c>pre-stop</c> and its <c>timeout</c>.
    /// </summary>
    /// <param name="settings">What is to be run.</param>
    public static TimeSpan LongestStop(SupervisionSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return Sum(GroupPlan.TreesOf(settings.Groups).Select(LongestStop));
    }

    /// <summary>Warns where <see cref="LongestStop(SupervisionSettings)"/> exceeds a limit: engines are then killed within their grace.</summary>
    /// <param name="settings">What is to be run.</param>
    /// <param name="limit">How long the tree may take to stop; zero or less is no limit.</param>
    /// <param name="limitName">What sets the limit, for example <c>HostOptions.ShutdownTimeout</c>.</param>
    /// <returns>The warning, at the engine that takes longest; null where everything fits.</returns>
    public static SettingsWarning? Fits(SupervisionSettings settings, TimeSpan limit, string limitName)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentException.ThrowIfNullOrEmpty(limitName);
        var longest = LongestStop(settings);
        if (limit <= TimeSpan.Zero || longest <= limit)
            return null;
        var engine = settings.Engines.MaxBy(Stop)!;
        return new SettingsWarning
        {
            Origin = new SettingsOrigin(limitName, 0, 0),
            Path = Section.Join("supervision.engines", engine.Engine) + ".stop",
            Message = string.Create(
                CultureInfo.InvariantCulture,
                $"stopping may take {Section.Show(longest)} ({Section.Show(Stop(engine))} of them for this engine's pre-stop and timeout) and ")
                + $"{limitName} allows {Section.Show(limit)}: engines would be killed within their grace; "
                + $"raise {limitName} above {Section.Show(longest)} or lower stop.timeout",
        };
    }

    // Under one-for-one what others depend on stops after them, and the groups below stop with the first.
    private static TimeSpan LongestStop(GroupPlan group)
    {
        var below = group.Groups.Select(LongestStop).ToList();
        if (group.Settings.Strategy != GroupStrategy.OneForOne)
            return Sum(group.Settings.Engines.Select(Stop).Concat(below));
        var waves = StopWaves.Of(group.Settings.Engines).Select(wave => wave.Max(Stop)).ToList();
        var first = below.Append(waves.FirstOrDefault()).Max();
        return Sum(waves.Skip(1).Prepend(first));
    }

    private static TimeSpan Sum(IEnumerable<TimeSpan> times) => times.Aggregate(TimeSpan.Zero, (sum, time) => sum + time);

    private static TimeSpan Stop(EngineSettings engine) => engine.Stop.PreStop + engine.Stop.Timeout;
}
