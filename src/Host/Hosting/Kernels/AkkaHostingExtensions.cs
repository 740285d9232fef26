// Only where the switches ActorKernel=Akka and AkkaHosting=true are given: needs the package Akka.Hosting. Not part of any build that this
// repository's continuous integration can make, since its package source has no Akka.Hosting; docs/reference/hosting.md says so.
#if AKKA && AKKA_HOSTING
using Akka.Hosting;
using Microsoft.Extensions.Logging;
using Supervision.Actors;

namespace Supervision.Hosting;

/// <summary>Supervised engines in an actor system that Akka.Hosting makes.</summary>
public static class AkkaHostingExtensions
{
    /// <summary>Adds engines: the tree starts with the system and stops in the phase <c>service-stop</c> of its coordinated shutdown.</summary>
    /// <param name="builder">Akka.Hosting's builder.</param>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Says which engines; loggers and options of the host are Akka.Hosting's own affair.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="SupervisionStartException">The configuration has errors, or names no engine.</exception>
    public static AkkaConfigurationBuilder WithEngineSupervision(
        this AkkaConfigurationBuilder builder, IServiceProvider services, Action<SupervisionBuilder> configure)
    {
        var plan = HostPlan.Make("akka", (engines, _) => configure(engines), services);
        if (plan.Settings is not { } settings)
            throw new SupervisionStartException("WithEngineSupervision names no engine");
        builder.AddHocon(
            ConfigurationFactory.ParseString(FormattableString.Invariant(
                $"akka.coordinated-shutdown.phases.service-stop.timeout = {(long)plan.StopBound.TotalMilliseconds}ms")),
            Akka.Hosting.HoconAddMode.Prepend);
        return builder.AddStartup((system, _) =>
        {
            var factory = (Microsoft.Extensions.Logging.ILoggerFactory)services.GetService(typeof(Microsoft.Extensions.Logging.ILoggerFactory))!;
            var log = new EventLog(factory);
            var tree = SupervisionTree.Start(settings, new SupervisionTreeOptions
            {
                System = system,
                Console = new EngineLineLog(factory),
                Listeners = new Dictionary<string, Props>(plan.Builder.Listeners, StringComparer.Ordinal)
                {
                    [EventLogListener.Name] = Props.Create(() => new EventLogListener(log)),
                },
            });
            CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseServiceStop, "stop-engines", async () =>
            {
                await tree.DisposeAsync();
                return Done.Instance;
            });
        });
    }
}
#endif
