using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging;
using Supervision.Actors.Messages;
using MsLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Supervision.Hosting;

/// <summary>
/// Events of the tree as structured log entries of the category <c>Supervision.Events</c>: the same ids, names and words as in the daemon's log.
/// Fields begin with a capital: <c>Engine</c>, <c>Group</c>, <c>Pid</c>, <c>Attempt</c>, <c>Sequence</c> and those of the event.
/// </summary>
internal sealed class EventLog(Microsoft.Extensions.Logging.ILoggerFactory factory) : IMessageLog
{
    private readonly ILogger _logger = factory.CreateLogger("Supervision.Events");
    private readonly ConcurrentDictionary<DaemonMessage, (EventId Id, string Template, string[] Parts)> _kinds = [];

    public bool IsEnabled(DaemonMessage message) => _logger.IsEnabled(LevelOf(message.Level));

    public void Write(DaemonMessage message, DateTimeOffset at, params ReadOnlySpan<LogField> fields)
    {
        if (!IsEnabled(message))
            return;
        var (id, template, parts) = _kinds.GetOrAdd(message, Parse);
        var state = new KeyValuePair<string, object?>[fields.Length + 1];
        for (var i = 0; i < fields.Length; i++)
            state[i] = new(Capital(fields[i].Name), fields[i].Value);
        state[^1] = new("Timestamp", at);
        _logger.Log(LevelOf(message.Level), id, new LogState(Render(parts, fields), template, state), null, LogState.Formatter);
    }

    private static string Render(string[] parts, ReadOnlySpan<LogField> fields)
    {
        // Texts and names of fields take turns.
        var text = new StringBuilder();
        for (var i = 0; i < parts.Length; i++)
        {
            if (i % 2 == 0)
                text.Append(parts[i]);
            else
                text.Append(HumanValues.Instance.Format(null, Find(fields, parts[i]), null));
        }

        return text.ToString();
    }

    private static object? Find(ReadOnlySpan<LogField> fields, string name)
    {
        foreach (var field in fields)
        {
            if (field.Name == name)
                return field.Value;
        }

        return null;
    }

    private static (EventId Id, string Template, string[] Parts) Parse(DaemonMessage message)
    {
        var parts = new List<string>();
        var template = new StringBuilder();
        var rest = message.Template.AsSpan();
        for (int open; (open = rest.IndexOf('{')) >= 0;)
        {
            var hole = rest[(open + 1)..(open + rest[open..].IndexOf('}'))];
            parts.Add(rest[..open].ToString());
            template.Append(rest[..open]);
            rest = rest[(open + hole.Length + 2)..];
            var colon = hole.IndexOf(':');
            var name = (colon < 0 ? hole : hole[..colon]).ToString();
            parts.Add(name);
            template.Append('{').Append(Capital(name)).Append('}');
        }

        parts.Add(rest.ToString());
        template.Append(rest);
        return (new EventId(message.Id, message.Name), template.ToString(), [.. parts]);
    }

    private static string Capital(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static MsLevel LevelOf(Level level) => level switch
    {
        Level.Debug => MsLevel.Debug,
        Level.Information => MsLevel.Information,
        Level.Warning => MsLevel.Warning,
        Level.Error => MsLevel.Error,
        _ => MsLevel.Critical,
    };
}
