#if AKKA
using Akka.Actor.Setup;
#else
using Supervision.Actor.Setup;
#endif
using ILoggerFactory = Microsoft.Extensions.Logging.ILoggerFactory;

namespace Supervision.Hosting;

/// <summary>Gives an actor system the host's loggers.</summary>
/// <param name="factory">Makes them.</param>
internal sealed class LoggerFactorySetup(ILoggerFactory factory) : Setup
{
    public ILoggerFactory Factory { get; } = factory;

    /// <summary>The factory of a system; null where the system was not made by a host.</summary>
    public static ILoggerFactory? Of(ActorSystem system)
    {
        var setup = system.Settings.Setup.Get<LoggerFactorySetup>();
        return setup.HasValue ? setup.Value.Factory : null;
    }
}
