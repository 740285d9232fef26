namespace Supervision.Entrypoint.Logging;

/// <summary>Names of the fields that formatters look for.</summary>
internal static class Fields
{
    public const string Event = "event";
    public const string Id = "id";
    public const string Engine = "engine";
    public const string Pid = "pid";
    public const string Stream = "stream";
    public const string Line = "line";
}
