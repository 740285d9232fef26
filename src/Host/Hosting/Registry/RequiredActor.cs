namespace Supervision.Hosting;

/// <summary>Looks its actor up when it is first asked for: it may be injected into what is made before the actors are.</summary>
/// <typeparam name="TActor">Its key in the registry.</typeparam>
/// <param name="registry">The registry.</param>
public sealed class RequiredActor<TActor>(IReadOnlyActorRegistry registry) : IRequiredActor<TActor>
{
    private IActorRef? _actor;

    /// <inheritdoc/>
    public IActorRef ActorRef => _actor ??= registry.Get<TActor>();

    /// <inheritdoc/>
    public async Task<IActorRef> GetAsync(CancellationToken cancellation = default) =>
        _actor ??= await registry.GetAsync<TActor>(cancellation).ConfigureAwait(false);
}
