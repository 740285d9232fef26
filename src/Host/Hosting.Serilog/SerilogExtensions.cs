using Serilog;
using Serilog.Configuration;

namespace Supervision.Hosting;

/// <summary>Serilog and the actor system, both ways.</summary>
public static class SerilogExtensions
{
    /// <summary>What actors log goes to Serilog's <c>Log.Logger</c>.</summary>
    /// <param name="loggers">The loggers of the actor system.</param>
    /// <returns>The loggers.</returns>
    public static LoggerConfigBuilder AddSerilog(this LoggerConfigBuilder loggers)
    {
        ArgumentNullException.ThrowIfNull(loggers);
        return loggers.AddLogger<SerilogLogger>();
    }

    /// <summary>What is logged by Serilog is published as log events on the event stream of an actor system; what came from there is left out.</summary>
    /// <param name="sinks">Serilog's <c>WriteTo</c>.</param>
    /// <param name="system">The system.</param>
    /// <returns>Serilog's configuration.</returns>
    public static LoggerConfiguration ActorSystem(this LoggerSinkConfiguration sinks, ActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(sinks);
        ArgumentNullException.ThrowIfNull(system);
        return sinks.Sink(new ActorSystemSink(system));
    }
}
