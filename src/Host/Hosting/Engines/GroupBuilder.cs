using Supervision.Actors.Settings;
using Supervision.Hocon;

namespace Supervision.Hosting;

/// <summary>One group in code; it becomes the section <c>supervision.groups.NAME</c>. What is not said has its default.</summary>
public sealed class GroupBuilder
{
    private readonly SettingsSection _section;

    internal GroupBuilder(string name)
    {
        Name = name;
        _section = new SettingsSection($"WithGroup(\"{name}\")");
    }

    /// <summary>The group's name.</summary>
    public string Name { get; }

    internal HoconObject Layer => _section.Below("supervision", "groups", Name);

    /// <summary>Which engines restart when one fails. Default <see cref="GroupStrategy.OneForOne"/>.</summary>
    /// <param name="strategy">The strategy.</param>
    public GroupBuilder Strategy(GroupStrategy strategy) => Set("strategy", strategy switch
    {
        GroupStrategy.OneForAll => "one-for-all",
        GroupStrategy.RestForOne => "rest-for-one",
        _ => "one-for-one",
    });

    /// <summary>How many restarts the whole group may need within a window before it gives up. Default unlimited.</summary>
    /// <param name="restarts">0 or more.</param>
    /// <param name="period">The window. Default 1 h.</param>
    public GroupBuilder Intensity(int restarts, TimeSpan? period = null)
    {
        _section.Set("intensity", restarts);
        if (period is { } window)
            _section.Set("period", window);
        return this;
    }

    /// <summary>Groups start in ascending and stop in descending priority. Default 100.</summary>
    /// <param name="priority">0 to 9999.</param>
    public GroupBuilder Priority(int priority)
    {
        _section.Set("priority", priority);
        return this;
    }

    /// <summary>The group that supervises this one. Default the top of the tree.</summary>
    /// <param name="group">Its name.</param>
    public GroupBuilder Parent(string group) => Set("parent", group);

    /// <summary>Leaves the group down when it gives up, and everything else running; without it the whole tree ends.</summary>
    public GroupBuilder StayDownOnGiveUp() => Set("on-give-up", "stop-group");

    /// <summary>Sets any setting of a group; <c>reference.conf</c> has them all below <c>supervision.defaults.group</c>.</summary>
    /// <param name="path">For example <c>start</c>.</param>
    /// <param name="value">Its text.</param>
    /// <exception cref="HoconException">The path is malformed.</exception>
    public GroupBuilder Set(string path, string? value)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _section.Set(path, value);
        return this;
    }
}
