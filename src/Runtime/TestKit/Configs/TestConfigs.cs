using Supervision.Configuration;

namespace Supervision.TestKit.Configs;

/// <summary>Ready configurations for tests.</summary>
public static class TestConfigs
{
    /// <summary>Limits and dispatchers of the kit, and <see cref="TestEventListener"/> as the only logger.</summary>
    public static Config DefaultConfig { get; } = ConfigurationFactory.ParseString(
        """
        akka {
          loggers = ["Supervision.TestKit.TestEventListener, Supervision.TestKit"]
          test {
            timefactor = 1.0
            filter-leeway = 3s
            single-expect-default = 3s
            default-timeout = 5s
            calling-thread-dispatcher.type = "Supervision.TestKit.CallingThreadDispatcherConfigurator, Supervision.TestKit"
            test-actor.dispatcher.type = "Supervision.TestKit.CallingThreadDispatcherConfigurator, Supervision.TestKit"
          }
        }
        """);

    /// <summary>Lets the system use <see cref="TestScheduler"/>, whose time the test moves.</summary>
    public static Config TestSchedulerConfig { get; } = ConfigurationFactory.ParseString(
        """akka.scheduler.implementation = "Supervision.TestKit.TestScheduler, Supervision.TestKit" """);

    internal static Config FullDebugConfig { get; } = ConfigurationFactory.ParseString(
        """
        akka {
          log-dead-letters = on
          loglevel = DEBUG
          stdout-loglevel = DEBUG
          actor.debug {
            receive = on
            autoreceive = on
            lifecycle = on
            event-stream = on
            unhandled = on
            fsm = on
            router-misconfiguration = on
          }
        }
        """);
}
