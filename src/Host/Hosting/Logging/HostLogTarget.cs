using MsLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Supervision.Hosting;

/// <summary>Where what the host logs goes in the actor system: nowhere until there is one. Thread-safe.</summary>
internal sealed class HostLogTarget
{
    private volatile ActorSystem? _system;

    /// <summary>The system that takes it.</summary>
    public void Begin(ActorSystem system) => _system = system;

    /// <summary>Publishes an entry.</summary>
    public void Publish(MsLevel level, string category, string text, Exception? cause)
    {
        if (_system is { } system)
            Publish(system.EventStream, level, category, text, cause);
    }

    /// <summary>Publishes an entry on any stream.</summary>
    public static void Publish(EventStream stream, MsLevel level, string category, string text, Exception? cause)
    {
        // The class says where it came from, so that the loggers that write to the host do not send it back.
        var source = typeof(HostLogTarget);
        stream.Publish(level switch
        {
            MsLevel.Trace or MsLevel.Debug => new Debug(cause, category, source, text),
            MsLevel.Information => new Info(cause, category, source, text),
            MsLevel.Warning => new Warning(cause, category, source, text),
            _ => new Error(cause, category, source, text),
        });
    }

    /// <summary>Whether an event of the kernel was an entry of the host.</summary>
    public static bool IsSourceOf(LogEvent value) => value.LogClass == typeof(HostLogTarget);
}
