using Supervision.Actor;
using Supervision.Actor.Setup;
using Supervision.Configuration;
using Supervision.Event;

namespace Supervision.TestKit.Internal;

/// <summary>Makes actor systems for tests: the kit's defaults below the test's own settings, and what the settings name made known in code.</summary>
internal static class TestSystem
{
    // The second name is that of the same logger on the other kernel, so that one configuration serves both.
    private static readonly string[] ListenerNames =
    [
        "Supervision.TestKit.TestEventListener, Supervision.TestKit",
        "Supervision.TestKit.TestEventListener",
        "Akka.TestKit.TestEventListener, Akka.TestKit",
    ];

    public static ActorSystem Create(string name, ActorSystemSetup setup)
    {
        var given = setup.Get<BootstrapSetup>();
        var bootstrap = (given.HasValue ? given.Value : BootstrapSetup.Create()).WithConfigFallback(Configs.TestConfigs.DefaultConfig);
        var result = setup.And(bootstrap).And(WithListener(setup.Get<LoggingSetup>()));
        if (!setup.Get<SchedulerSetup>().HasValue && WantsTestScheduler(bootstrap.Config))
        {
            result = result.And(new SchedulerSetup(static (config, log) => new TestScheduler(config, log)));
        }

        return ActorSystem.Create(name, result);
    }

    private static LoggingSetup WithListener(Util.Option<LoggingSetup> given)
    {
        var logging = given.HasValue ? given.Value : new LoggingSetup();
        foreach (var listener in ListenerNames)
        {
            logging.Register(listener, Props.Create(() => new TestEventListener()));
        }

        return logging;
    }

    private static bool WantsTestScheduler(Util.Option<Config> config) =>
        config.HasValue
        && config.Value.GetString("akka.scheduler.implementation", "") is { } implementation
        && implementation.Contains(".TestKit.TestScheduler", StringComparison.Ordinal);
}
