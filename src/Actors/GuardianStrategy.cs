namespace Supervision.Actors;

/// <summary>A failed group is stopped, never restarted: it has ended its engines already, or its state cannot be trusted.</summary>
/// <param name="failed">Called on the guardian with the group and its failure.</param>
internal sealed class GuardianStrategy(Action<IActorRef, Exception> failed) : OneForOneStrategy(_ => Directive.Stop)
{
    public override void ProcessFailure(
        IActorContext context, bool restart, IActorRef child, Exception cause, ChildRestartStats stats,
        IReadOnlyCollection<ChildRestartStats> children)
    {
        base.ProcessFailure(context, restart, child, cause, stats, children);
        failed(child, cause);
    }

    protected override void LogFailure(IActorContext context, IActorRef child, Exception exception, Directive directive)
    {
        if (exception is not Groups.GroupFailedException)
        {
            base.LogFailure(context, child, exception, directive);
        }
    }
}
