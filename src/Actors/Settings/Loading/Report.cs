using Supervision.Hocon;

namespace Supervision.Actors.Settings.Loading;

/// <summary>
/// Collects what loading has to say. One place may be read several times (the defaults once per engine, an engine once per
/// instance); the same words about the same place are kept once.
/// </summary>
internal sealed class Report(SourceLines lines)
{
    private readonly List<SettingsDiagnostic> _all = [];
    private readonly HashSet<(SettingsOrigin, string, string)> _seen = [];

    public bool HasErrors { get; private set; }

    /// <summary>What is made of the daemon's own files.</summary>
    public OwnFiles OwnFiles { get; init; }

    public void Error(Place place, string message, string? hint = null) => Error(Convert(place.Origin), place.Path, message, hint);

    public void Error(SettingsOrigin origin, string path, string message, string? hint = null)
    {
        HasErrors = true;
        if (_seen.Add((origin, path, message)))
            _all.Add(new SettingsError { Origin = origin, Path = path, Message = message, Hint = hint, SourceLine = lines.Find(origin) });
    }

    public void Error(HoconError error)
    {
        HasErrors = true;
        var origin = Convert(error.Origin);
        if (_seen.Add((origin, "", error.Message)))
            _all.Add(new SettingsError { Origin = origin, Message = error.Message, SourceLine = error.SourceLine ?? lines.Find(origin) });
    }

    public void Warning(Place place, string message, string? hint = null) => Warning(Convert(place.Origin), place.Path, message, hint);

    public void Warning(SettingsOrigin origin, string path, string message, string? hint = null)
    {
        if (_seen.Add((origin, path, message)))
            _all.Add(new SettingsWarning { Origin = origin, Path = path, Message = message, Hint = hint, SourceLine = lines.Find(origin) });
    }

    /// <summary>The place as it is shown: the command line has no lines that anybody could look up.</summary>
    public static SettingsOrigin Convert(HoconOrigin origin) =>
        origin.Source.StartsWith(LayeredSources.CommandLine, StringComparison.Ordinal)
            ? new SettingsOrigin(origin.Source, 0, 0)
            : new SettingsOrigin(origin.Source, origin.Line, origin.Column);

    /// <summary>All diagnostics of one kind, by place; sources in the order in which they were first spoken of.</summary>
    public IReadOnlyList<T> Ordered<T>()
        where T : SettingsDiagnostic
    {
        var sources = _all.Select(one => one.Origin.Source).Distinct().ToList();
        return [.. _all.OfType<T>()
            .OrderBy(one => sources.IndexOf(one.Origin.Source))
            .ThenBy(one => one.Origin.Line)
            .ThenBy(one => one.Origin.Column)];
    }
}
