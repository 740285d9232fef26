using System.Collections.Concurrent;
using System.Collections.Immutable;
using Supervision.Hocon;

namespace Supervision.Actors.Settings;

/// <summary>The presets: what is known of the engines that people run, as configuration below an engine's own.</summary>
public static class Presets
{
    /// <summary>How the sources of presets begin.</summary>
    internal const string SourcePrefix = "builtin:presets/";

    private static readonly ConcurrentDictionary<string, (string Text, HoconObject Document)> _loaded = new(StringComparer.Ordinal);

    /// <summary>The names that <c>preset</c> can have besides <c>none</c>.</summary>
    public static ImmutableArray<string> Names => ["vllm", "sglang", "tensorrt-llm", "triton", "tgi", "llama.cpp"];

    /// <summary>The text of a preset.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="KeyNotFoundException">There is no such preset.</exception>
    public static string TextOf(string name) => Names.Contains(name) ? Load(name).Text : throw new KeyNotFoundException($"no preset '{name}'");

    /// <summary>The settings that a preset has for an engine; null where there is no such preset.</summary>
    internal static HoconObject? EngineOf(string? name) => Part(name, "engine");

    /// <summary>Where a preset finds the addresses of an engine; null where there is no such preset.</summary>
    internal static HoconObject? PlacesOf(string? name) => Part(name, "places");

    internal static string SourceOf(string name) => $"{SourcePrefix}{name}.conf";

    private static HoconObject? Part(string? name, string part) =>
        name is not null && Names.Contains(name) ? (HoconObject)Load(name).Document[part] : null;

    // Only the ones that are used cost a start anything.
    private static (string Text, HoconObject Document) Load(string name) => _loaded.GetOrAdd(name, static name =>
    {
        var text = SettingsLoader.Resource($"presets/{name}.conf");
        return (text, HoconDocument.Parse(text, new HoconOptions { SourceName = SourceOf(name) }).Resolve());
    });
}
