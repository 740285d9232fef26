using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Supervision.Hosting;

/// <summary>The other way: from the host's log to the actor system's.</summary>
public static class LoggingBuilderExtensions
{
    /// <summary>
    /// Publishes what the host logs as log events on the event stream of the actor system that <c>AddSupervision</c> makes, for its loggers and for
    /// subscribers. What came from there is left out. Entries before there is a system are lost to it.
    /// </summary>
    /// <param name="builder">The host's logging.</param>
    /// <returns>The builder.</returns>
    public static ILoggingBuilder AddActorSystem(this ILoggingBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<HostLogTarget>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ILoggerProvider, ActorSystemLoggerProvider>());
        return builder;
    }
}
