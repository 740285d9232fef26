using Supervision.Actor;
using Supervision.Actor.Internal;

namespace Supervision.TestKit;

/// <summary>A strategy that asks another one for each child; children without one have the default strategy.</summary>
public class DelegatingSupervisorStrategy : SupervisorStrategy
{
    private readonly Dictionary<IActorRef, SupervisorStrategy> _delegates = [];

    /// <inheritdoc/>
    public override IDecider Decider => DefaultDecider;

    /// <summary>Sets the strategy of a child.</summary>
    public void Update(IActorRef child, SupervisorStrategy supervisorStrategy) => _delegates[child] = supervisorStrategy;

    /// <inheritdoc/>
    public override void ProcessFailure(
        IActorContext context,
        bool restart,
        IActorRef child,
        Exception cause,
        ChildRestartStats stats,
        IReadOnlyCollection<ChildRestartStats> children) =>
        For(child).ProcessFailure(context, restart, child, cause, stats, children);

    /// <inheritdoc/>
    public override void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children)
    {
        For(child).HandleChildTerminated(actorContext, child, children);
        _delegates.Remove(child);
    }

    /// <inheritdoc/>
    protected override Directive Handle(IActorRef child, Exception exception) => For(child).Decider.Decide(exception);

    private SupervisorStrategy For(IActorRef child) => _delegates.GetValueOrDefault(child, DefaultStrategy);
}
