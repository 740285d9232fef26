using System.Globalization;
using Serilog.Core;
using MsLevel = Microsoft.Extensions.Logging.LogLevel;
using SerilogEvent = Serilog.Events.LogEvent;
using SerilogLevel = Serilog.Events.LogEventLevel;

namespace Supervision.Hosting;

/// <summary>Publishes what is logged by Serilog on the event stream of an actor system.</summary>
internal sealed class ActorSystemSink(ActorSystem system) : ILogEventSink
{
    public void Emit(SerilogEvent logEvent)
    {
        // What came from actors is there already.
        if (logEvent.Properties.ContainsKey(SerilogLogger.ActorPath))
            return;
        var source = logEvent.Properties.TryGetValue(Constants.SourceContextPropertyName, out var value) && value is Serilog.Events.ScalarValue { Value: string name }
            ? name
            : "Serilog";
        HostLogTarget.Publish(
            system.EventStream, LevelOf(logEvent.Level), source, logEvent.RenderMessage(CultureInfo.InvariantCulture), logEvent.Exception);
    }

    private static MsLevel LevelOf(SerilogLevel level) => level switch
    {
        SerilogLevel.Verbose or SerilogLevel.Debug => MsLevel.Debug,
        SerilogLevel.Information => MsLevel.Information,
        SerilogLevel.Warning => MsLevel.Warning,
        _ => MsLevel.Error,
    };
}
