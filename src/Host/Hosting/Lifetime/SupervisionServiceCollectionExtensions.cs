using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Supervision.Control;

namespace Supervision.Hosting;

/// <summary>Adds an actor system with supervised engines to a host.</summary>
public static class SupervisionServiceCollectionExtensions
{
    /// <summary>
    /// Adds one actor system and one tree of engines, which start and stop with the host. Registers <see cref="ActorSystem"/>, <see cref="ActorRegistry"/>,
    /// <see cref="IRequiredActor{TActor}"/>, <see cref="IEngineControl"/> (also by an engine's name as the key) and, once the host has started,
    /// <see cref="ISupervisionControl"/>.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="actorSystemName">Name of the actor system: letters, digits and hyphens.</param>
    /// <param name="configure">Says what it is made of. Runs once, when the host starts.</param>
    /// <returns>The services.</returns>
    /// <exception cref="InvalidOperationException">It was called before: a host has one tree; groups keep engines apart.</exception>
    public static IServiceCollection AddSupervision(
        this IServiceCollection services, string actorSystemName, Action<SupervisionBuilder, IServiceProvider> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(actorSystemName);
        ArgumentNullException.ThrowIfNull(configure);
        if (services.Any(service => service.ServiceType == typeof(SupervisionRuntime)))
        {
            throw new InvalidOperationException(
                "AddSupervision was called before: a host has one actor system and one tree of engines. Use groups (WithGroup) to keep engines apart, "
                + "or say more in the same call");
        }

        services.AddLogging();
        services.AddOptions();
        services.AddSingleton(provider => new SupervisionRuntime(actorSystemName, configure, provider));
        services.AddSingleton(provider => provider.GetRequiredService<SupervisionRuntime>().System);
        services.AddSingleton(provider => ActorRegistry.For(provider.GetRequiredService<ActorSystem>()));
        services.AddSingleton<IActorRegistry>(provider => provider.GetRequiredService<ActorRegistry>());
        services.AddSingleton<IReadOnlyActorRegistry>(provider => provider.GetRequiredService<ActorRegistry>());
        services.AddSingleton(typeof(IRequiredActor<>), typeof(RequiredActor<>));
        services.AddSingleton<ISupervisionControl>(provider => provider.GetRequiredService<SupervisionRuntime>().Control);
        services.AddSingleton<IEngineControl>(provider => new EngineControl(provider.GetRequiredService<SupervisionRuntime>(), Target.Everything));
        services.AddKeyedSingleton<IEngineControl>(
            KeyedService.AnyKey, (provider, key) => provider.GetRequiredService<IEngineControl>().For((string)key!));
        services.TryAddSingleton<GatedEngines>();
        services.TryAddSingleton<ExitCodeSink>();
        services.AddHostedService<SupervisionService>();
        return services;
    }

    /// <summary>The same where nothing of the host's services is needed.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="actorSystemName">Name of the actor system: letters, digits and hyphens.</param>
    /// <param name="configure">Says what it is made of; null where the host's configuration says all.</param>
    /// <returns>The services.</returns>
    /// <exception cref="InvalidOperationException">It was called before.</exception>
    public static IServiceCollection AddSupervision(
        this IServiceCollection services, string actorSystemName, Action<SupervisionBuilder>? configure = null) =>
        AddSupervision(services, actorSystemName, (builder, _) => configure?.Invoke(builder));
}
