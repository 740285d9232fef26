using System.Globalization;
using System.IO.Enumeration;
using System.Text.Json;
using Supervision.Actors.Events;
using Supervision.Actors.Journal;

namespace Supervision.Control;

/// <summary>Tells which events a query wants.</summary>
/// <param name="query">The query.</param>
/// <param name="meant">Whether an engine is meant; null for every one.</param>
internal sealed class EventFilter(EventQuery query, Func<string, bool>? meant)
{
    /// <summary>An entry of the journal as an event.</summary>
    public static ControlEvent Of(JournalEntry entry, SupervisionEvent? value) => new(entry.Number, NameOf(entry.Json), entry.Json) { Event = value };

    /// <summary>The notice that events are missing.</summary>
    public static ControlEvent Of(JournalNews.Missing missing) => new(
        0, ControlEvent.MissingName,
        string.Create(CultureInfo.InvariantCulture, $"{{\"event\":\"{ControlEvent.MissingName}\",\"events\":{missing.Events},\"why\":\"{missing.Why}\"}}"));

    public bool Fits(ControlEvent value)
    {
        if (query.Names.Count > 0 && !query.Names.Any(name => FileSystemName.MatchesSimpleExpression(name, value.Name, ignoreCase: false)))
        {
            return false;
        }

        return meant is null || value.Name == "command-given" || (EngineOf(value) is { } engine && meant(engine));
    }

    // Records begin with number and event, which are plain words.
    private static string NameOf(string json)
    {
        const string Key = "\"event\":\"";
        var at = json.IndexOf(Key, StringComparison.Ordinal) + Key.Length;
        var end = at < Key.Length ? -1 : json.IndexOf('"', at);
        return end < 0 ? "" : json[at..end];
    }

    private static string? EngineOf(ControlEvent value)
    {
        if (value.Event is EngineEvent engine)
        {
            return engine.Engine;
        }

        using var document = JsonDocument.Parse(value.Json);
        return document.RootElement.TryGetProperty("engine", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null;
    }
}
