using Supervision.Actors.Messages;
using Supervision.Hocon;

namespace Supervision.Actors.Settings.Loading;

/// <summary>Parses and merges all sources, resolves them together and reads the settings. Used once per load.</summary>
internal sealed class LayeredSources
{
    /// <summary>How sources of the command line begin.</summary>
    public const string CommandLine = "command line";

    private readonly SettingsSources _sources;
    private readonly HoconDocument _reference = SettingsLoader.ReferenceDocument();
    private readonly SourceLines _lines = SettingsLoader.BuiltInLines();
    private readonly UnknownVariables _variables = new();
    private readonly Report _report;

    public LayeredSources(SettingsSources sources)
    {
        _sources = sources;
        _report = new Report(_lines) { OwnFiles = sources.OwnFiles };
    }

    public SettingsResult Load(IReadOnlyList<string>? command)
    {
        var merged = _reference;
        if (command is not null)
            merged = SettingsLoader.EnvironmentDocument().WithFallback(merged);
        foreach (var file in _sources.Files)
        {
            if (ParseFile(file) is { } document)
                merged = document.WithFallback(merged);
        }

        if (command is not null && CommandDocument(command) is { } engine)
            merged = engine.WithFallback(merged);
        if (_sources.Layer is { Count: > 0 } layer)
            merged = HoconDocument.FromObject(layer).WithFallback(merged);
        foreach (var text in _sources.Overrides)
            merged = Override(merged, text);
        var resolved = _report.HasErrors ? null : Resolve(merged);
        if (resolved is not null && WithPresets(merged, resolved) is { } filled)
            resolved = Resolve(filled);
        var settings = resolved is null ? null : Read(resolved);
        if (resolved is not null)
            _variables.Report(_report, _sources.VariableNames);
        return new SettingsResult
        {
            Settings = _report.HasErrors ? null : settings,
            Errors = _report.Ordered<SettingsError>(),
            Warnings = _report.Ordered<SettingsWarning>(),
            Resolved = resolved,
        };
    }

    // A preset lies below everything that somebody wrote and above reference.conf. The defaults of all engines are consulted last when an
    // engine is read, so what they say beside reference.conf is taken out of the preset. Which preset it is may itself be a substitution,
    // so it is known only once everything has been resolved.
    private HoconDocument? WithPresets(HoconDocument merged, HoconObject resolved)
    {
        if (!resolved.TryGet(["supervision", "engines"], out var value) || value is not HoconObject engines)
            return null;
        _ = resolved.TryGet(["supervision", "defaults", "engine"], out var written);
        var defaults = written as HoconObject ?? HoconObject.Empty;
        HoconDocument? filled = null;
        foreach (var (name, engine) in engines)
        {
            if (engine is not HoconObject own)
                continue;
            var preset = ((own.TryGetValue("preset", out var said) ? said : defaults.GetValueOrDefault("preset")) as HoconScalar)?.Text;
            if (Presets.EngineOf(preset) is not { } settings)
                continue;
            _lines.Register(Presets.SourceOf(preset!), Presets.TextOf(preset!));
            var layer = HoconObject.Of("supervision", HoconObject.Of("engines", HoconObject.Of(name, Without(settings, defaults))));
            filled = (filled ?? merged).WithFallback(HoconDocument.FromObject(layer));
        }

        return filled;
    }

    private static HoconObject Without(HoconObject preset, HoconObject defaults) => HoconObject.From(
        preset.Select(entry => !defaults.TryGetValue(entry.Key, out var other) ? entry
            : entry.Value is HoconObject inner && other is HoconObject section ? KeyValuePair.Create<string, HoconValue>(entry.Key, Without(inner, section))
            : other.Origin.Source == SettingsLoader.ReferenceName ? entry
            : default).Where(entry => entry.Key is not null),
        preset.Origin);

    private SupervisionSettings Read(HoconObject resolved)
    {
        var reference = _reference.Resolve(Options);
        var whole = new SettingsOrigin(_sources.Files.Count > 0 ? _sources.Files[^1] : CommandLine, 0, 0);
        return new TreeReader(_report, whole).Read(Section.Root(_report, resolved, reference));
    }

    private HoconOptions Options => new() { Environment = _variables.Recorded(_sources.Environment) };

    private HoconDocument? ParseFile(string file)
    {
        try
        {
            return HoconDocument.ParseFile(file, Options);
        }
        catch (HoconException e)
        {
            Add(e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            _report.Error(new SettingsOrigin(file, 0, 0), "", $"cannot be read: {FileProblem.Of(e, file)}");
        }

        return null;
    }

    private HoconDocument? CommandDocument(IReadOnlyList<string> command)
    {
        if (command.Count == 0 || string.IsNullOrWhiteSpace(command[0]))
        {
            _report.Error(new SettingsOrigin(CommandLine, 0, 0), "", "the command is empty; expected a program and its arguments");
            return null;
        }

        // Words are taken as they are: in values nothing is substituted.
        var origin = new HoconOrigin(CommandLine, 0, 0);
        HoconValue value = new HoconArray([.. command.Select(word => new HoconScalar(HoconScalarKind.String, word, origin))], origin);
        foreach (var key in (string[])["command", _sources.EngineName ?? Names.FromProgram(command[0]), "engines", "supervision"])
            value = HoconObject.Of(key, value);
        return HoconDocument.FromObject((HoconObject)value);
    }

    private HoconDocument Override(HoconDocument merged, string text)
    {
        // Only the path is shown: the value may be a secret.
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var source = $"{CommandLine} ({(equals > 0 ? text[..equals].Trim() : text)})";
        try
        {
            if (equals > 0)
                return merged.WithOverride(text[..equals].Trim(), text[(equals + 1)..], source);
            _report.Error(new SettingsOrigin(source, 0, 0), "", "expected path=value, such as supervision.log.level=debug");
        }
        catch (HoconException e)
        {
            foreach (var error in e.Errors)
                _report.Error(new SettingsOrigin(source, 0, 0), "", $"the path is malformed: {error.Message}");
        }

        return merged;
    }

    private HoconObject? Resolve(HoconDocument merged)
    {
        try
        {
            return merged.Resolve(Options);
        }
        catch (HoconException e)
        {
            Add(e);
            return null;
        }
    }

    private void Add(HoconException exception)
    {
        foreach (var error in exception.Errors)
            _report.Error(error);
    }
}
