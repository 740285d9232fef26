namespace Supervision.Hosting;

/// <summary>Actors by the types they are registered under.</summary>
public interface IActorRegistry : IReadOnlyActorRegistry
{
    /// <summary>Registers an actor.</summary>
    /// <typeparam name="TKey">Its key; the class of the actor or any other type.</typeparam>
    /// <param name="actor">The actor.</param>
    /// <param name="overwrite">Whether it may take the place of another one. Default false.</param>
    /// <exception cref="DuplicateActorRegistryException">The key is taken.</exception>
    void Register<TKey>(IActorRef actor, bool overwrite = false);

    /// <summary>Registers an actor.</summary>
    /// <typeparam name="TKey">Its key.</typeparam>
    /// <param name="actor">The actor.</param>
    /// <param name="overwrite">Whether it may take the place of another one. Default false.</param>
    /// <returns>False where the key is taken.</returns>
    bool TryRegister<TKey>(IActorRef actor, bool overwrite = false);

    /// <summary>Registers an actor.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="actor">The actor.</param>
    /// <param name="overwrite">Whether it may take the place of another one. Default false.</param>
    /// <returns>False where the key is taken.</returns>
    bool TryRegister(Type key, IActorRef actor, bool overwrite = false);
}
