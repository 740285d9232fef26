using Serilog.Parsing;
using LogEventLevel = Serilog.Events.LogEventLevel;
using MessageTemplate = Serilog.Events.MessageTemplate;

namespace Supervision.Entrypoint.Logging;

/// <summary>One kind of log line. Names and ids are an interface that people filter and alert on.</summary>
internal sealed class DaemonMessage
{
    private static readonly MessageTemplateParser Parser = new();

    public DaemonMessage(int id, string name, LogEventLevel level, string template)
    {
        Id = id;
        Name = name;
        Level = level;
        Template = Parser.Parse(template);
    }

    /// <summary>Unique and never used again for another meaning.</summary>
    public int Id { get; }

    /// <summary>For example <c>engine.backoff</c>; shared only by wordings of the same event.</summary>
    public string Name { get; }

    public LogEventLevel Level { get; }

    /// <summary>Text with holes named like the fields of the JSON form.</summary>
    public MessageTemplate Template { get; }
}
