#if AKKA
using Akka.Actor.Setup;
#else
using Supervision.Actor.Setup;
#endif
using System.Globalization;
using ILoggerFactory = Microsoft.Extensions.Logging.ILoggerFactory;

namespace Supervision.Hosting;

/// <summary>Makes the actor system of a host, with its loggers.</summary>
internal static class KernelSystem
{
    public static ActorSystem Create(HostPlan plan, ILoggerFactory factory)
    {
        var loggers = new LoggerConfigBuilder();
        foreach (var configure in plan.Builder.Loggers)
            configure(loggers);
        var chosen = loggers.LogLevel is { } level ? $"akka.loglevel = {level.StringFor()}" : "";
        var config = ConfigurationFactory.ParseString(chosen).WithFallback(KernelConfig.ToConfig(plan.Kernel)).WithFallback(ConfigurationFactory.ParseString(Defaults(plan, loggers)));
        var setup = ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config), new LoggerFactorySetup(loggers.Factory ?? factory));
#if !AKKA
        var logging = new LoggingSetup();
        foreach (var (name, props, _) in loggers.Loggers)
            logging.AddLogger(name, props);
        setup = setup.And(logging);
#endif
        return ActorSystem.Create(plan.Builder.ActorSystemName, setup);
    }

    // The end of the engines must fit into its phase, or the actor system would be gone before they are. The process exits when the host does.
    private static string Defaults(HostPlan plan, LoggerConfigBuilder loggers) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        akka {
          loglevel = INFO
          stdout-loglevel = OFF
          loggers = [{{string.Join(", ", ConfiguredTypes(loggers))}}]
          log-dead-letters-during-shutdown = off
          coordinated-shutdown {
            run-by-clr-shutdown-hook = off
            phases.service-stop.timeout = {{(long)plan.StopBound.TotalMilliseconds}}ms
          }
        }
        """);

#if AKKA
    // Akka.NET makes its loggers from the names of their types.
    private static IEnumerable<string> ConfiguredTypes(LoggerConfigBuilder loggers) =>
        loggers.Loggers.Select(logger => $"\"{logger.Type.FullName}, {logger.Type.Assembly.GetName().Name}\"");
#else
    private static IEnumerable<string> ConfiguredTypes(LoggerConfigBuilder loggers) => [];
#endif
}
