using Supervision.Actors.Engines;

namespace Supervision.Actors.Groups;

/// <summary>
/// A group's supervisor strategy: a failed child, engine or group, is always restarted in place, and what its new incarnation does
/// (another attempt after a delay, or none) is the group's decision. Which siblings are affected is decided there as well, because stopping and starting OS
/// processes in order takes time that no strategy may spend waiting.
/// </summary>
/// <param name="failed">Called on the group's actor with the child and its failure.</param>
internal sealed class EngineStrategy(Action<IActorRef, Exception> failed) : OneForOneStrategy(_ => Directive.Restart)
{
    public override void ProcessFailure(
        IActorContext context, bool restart, IActorRef child, Exception cause, ChildRestartStats stats,
        IReadOnlyCollection<ChildRestartStats> children)
    {
        RestartChild(child, cause, suspendFirst: false);
        failed(child, cause);
    }

    protected override void LogFailure(IActorContext context, IActorRef child, Exception exception, Directive directive)
    {
        // A failure is published as an event; the kernel's log would only repeat it.
        if (exception is not (EngineFailedException or GroupFailedException))
        {
            base.LogFailure(context, child, exception, directive);
        }
    }
}
