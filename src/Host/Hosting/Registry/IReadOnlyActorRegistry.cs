using System.Diagnostics.CodeAnalysis;

namespace Supervision.Hosting;

/// <summary>Finds actors by the types they were registered under; any type can be a key.</summary>
public interface IReadOnlyActorRegistry : IEnumerable<KeyValuePair<Type, IActorRef>>
{
    /// <summary>Finds an actor.</summary>
    /// <typeparam name="TKey">Its key.</typeparam>
    /// <param name="actor">The actor.</param>
    /// <returns>Whether there is one.</returns>
    bool TryGet<TKey>([MaybeNullWhen(false)] out IActorRef actor);

    /// <summary>Finds an actor.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="actor">The actor.</param>
    /// <returns>Whether there is one.</returns>
    bool TryGet(Type key, [MaybeNullWhen(false)] out IActorRef actor);

    /// <summary>The actor of a key.</summary>
    /// <typeparam name="TKey">The key.</typeparam>
    /// <exception cref="MissingActorRegistryEntryException">There is none (yet).</exception>
    IActorRef Get<TKey>();

    /// <summary>The actor of a key, as soon as it is registered.</summary>
    /// <typeparam name="TKey">The key.</typeparam>
    /// <param name="cancellation">Ends the wait.</param>
    Task<IActorRef> GetAsync<TKey>(CancellationToken cancellation = default);

    /// <summary>The actor of a key, as soon as it is registered.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task<IActorRef> GetAsync(Type key, CancellationToken cancellation = default);
}
