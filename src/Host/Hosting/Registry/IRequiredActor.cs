namespace Supervision.Hosting;

/// <summary>An actor of the registry, to be injected anywhere.</summary>
/// <typeparam name="TActor">Its key in the registry.</typeparam>
public interface IRequiredActor<TActor>
{
    /// <summary>The actor.</summary>
    /// <exception cref="MissingActorRegistryEntryException">It is not registered (yet).</exception>
    IActorRef ActorRef { get; }

    /// <summary>The actor, as soon as it is registered.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    Task<IActorRef> GetAsync(CancellationToken cancellation = default);
}
