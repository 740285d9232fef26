namespace Supervision.Actors.Messages;

/// <summary>One kind of log line. Names and ids are an interface that people filter and alert on.</summary>
/// <param name="id">Unique and never used again for another meaning.</param>
/// <param name="name">For example <c>engine.backoff</c>; shared only by wordings of the same event.</param>
/// <param name="level">How much it matters.</param>
/// <param name="template">Text with holes named like the fields of the JSON form; a text's hole has the format <c>l</c>.</param>
internal sealed class DaemonMessage(int id, string name, Level level, string template)
{
    public int Id { get; } = id;

    public string Name { get; } = name;

    public Level Level { get; } = level;

    public string Template { get; } = template;
}
