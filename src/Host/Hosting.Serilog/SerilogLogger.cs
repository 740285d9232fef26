using Serilog.Core;
using SerilogLevel = Serilog.Events.LogEventLevel;

namespace Supervision.Hosting;

/// <summary>
/// The kernel's logger that writes to Serilog's <c>Log.Logger</c>. Templates and arguments stay what they are, so that holes with names become fields; further
/// fields are <c>SourceContext</c> (the type of who logs), <c>ActorPath</c> and <c>Thread</c>.
/// </summary>
public sealed class SerilogLogger : ReceiveActor, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    internal const string ActorPath = "ActorPath";

    /// <summary>Writes to <c>Log.Logger</c> as it is when an event comes.</summary>
    public SerilogLogger()
    {
        Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
        Receive<LogEvent>(Write);
    }

    private static void Write(LogEvent value)
    {
        // What the host logs is the host's own to write.
        if (HostLogTarget.IsSourceOf(value))
            return;
        var level = LevelOf(value.LogLevel());
        var logger = Serilog.Log.Logger;
        if (!logger.IsEnabled(level))
            return;
        logger = logger
            .ForContext(Constants.SourceContextPropertyName, value.LogClass.FullName)
            .ForContext(ActorPath, value.LogSource)
            .ForContext("Thread", value.Thread.ManagedThreadId);
        if (value.Message is LogMessage message)
            logger.Write(level, value.Cause, message.Format, [.. message.Parameters()]);
        else
            logger.Write(level, value.Cause, "{Message:l}", value.Message.ToString());
    }

    private static SerilogLevel LevelOf(LogLevel level) => level switch
    {
        LogLevel.DebugLevel => SerilogLevel.Debug,
        LogLevel.InfoLevel => SerilogLevel.Information,
        LogLevel.WarningLevel => SerilogLevel.Warning,
        _ => SerilogLevel.Error,
    };
}
