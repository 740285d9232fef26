using Supervision.Actor;
using Supervision.Util;

namespace Supervision.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Makes a child of the test actor.</summary>
    /// <param name="props">What to make.</param>
    /// <param name="name">Its name; made up when not given.</param>
    /// <param name="supervisorStrategy">What happens when it fails; the default strategy when not given.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TimeoutException">The test actor did not answer within the default timeout.</exception>
    public IActorRef ChildActorOf(
        Props props, string name, SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default) =>
        Spawned(SpawnChild(props, name, supervisorStrategy), cancellationToken);

    /// <inheritdoc cref="ChildActorOf(Props, string, SupervisorStrategy, CancellationToken)"/>
    public IActorRef ChildActorOf(Props props, SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default) =>
        Spawned(SpawnChild(props, null, supervisorStrategy), cancellationToken);

    /// <inheritdoc cref="ChildActorOf(Props, string, SupervisorStrategy, CancellationToken)"/>
    public IActorRef ChildActorOf(Props props, string name, CancellationToken cancellationToken = default) =>
        Spawned(SpawnChild(props, name, null), cancellationToken);

    /// <inheritdoc cref="ChildActorOf(Props, string, SupervisorStrategy, CancellationToken)"/>
    public IActorRef ChildActorOf(Props props, CancellationToken cancellationToken = default) =>
        Spawned(SpawnChild(props, null, null), cancellationToken);

    /// <inheritdoc cref="ChildActorOf(Props, string, SupervisorStrategy, CancellationToken)"/>
    public Task<IActorRef> ChildActorOfAsync(
        Props props, string name, SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default) =>
        SpawnedAsync(SpawnChild(props, name, supervisorStrategy), cancellationToken);

    /// <inheritdoc cref="ChildActorOf(Props, string, SupervisorStrategy, CancellationToken)"/>
    public Task<IActorRef> ChildActorOfAsync(
        Props props, SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default) =>
        SpawnedAsync(SpawnChild(props, null, supervisorStrategy), cancellationToken);

    /// <inheritdoc cref="ChildActorOf(Props, string, SupervisorStrategy, CancellationToken)"/>
    public Task<IActorRef> ChildActorOfAsync(Props props, string name, CancellationToken cancellationToken = default) =>
        SpawnedAsync(SpawnChild(props, name, null), cancellationToken);

    /// <inheritdoc cref="ChildActorOf(Props, string, SupervisorStrategy, CancellationToken)"/>
    public Task<IActorRef> ChildActorOfAsync(Props props, CancellationToken cancellationToken = default) =>
        SpawnedAsync(SpawnChild(props, null, null), cancellationToken);

    private Task<IActorRef> SpawnChild(Props props, string? name, SupervisorStrategy? strategy)
    {
        ArgumentNullException.ThrowIfNull(props);
        var spawn = new TestActor.Spawn(
            props,
            name is null ? Option<string>.None : Option<string>.Create(name),
            strategy is null ? Option<SupervisorStrategy>.None : Option<SupervisorStrategy>.Create(strategy));
        TestActor.Tell(spawn);
        return spawn.Done.Task;
    }

    private IActorRef Spawned(Task<IActorRef> child, CancellationToken cancellationToken) =>
        child.WaitAsync(Dilated(TestKitSettings.DefaultTimeout), cancellationToken).GetAwaiter().GetResult();

    private Task<IActorRef> SpawnedAsync(Task<IActorRef> child, CancellationToken cancellationToken) =>
        child.WaitAsync(Dilated(TestKitSettings.DefaultTimeout), cancellationToken);
}
