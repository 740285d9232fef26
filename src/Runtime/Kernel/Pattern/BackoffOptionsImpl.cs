using Supervision.Actor;

namespace Supervision.Pattern;

/// <summary>The options and the one place that checks them.</summary>
internal sealed class BackoffOptionsImpl(BackoffSpec spec) : BackoffOptions
{
    internal override Props Props
    {
        get
        {
            spec.Validate();
            var checkedSpec = spec;
            return spec.OnFailure
                ? Props.Create(() => new BackoffOnFailureSupervisor(checkedSpec))
                : Props.Create(() => new BackoffSupervisor(checkedSpec));
        }
    }

    public override BackoffOptions WithAutoReset(TimeSpan resetBackoff) => With(spec with { Reset = new AutoReset(resetBackoff) });

    public override BackoffOptions WithManualReset() => With(spec with { Reset = ManualReset.Instance });

    public override BackoffOptions WithSupervisorStrategy(OneForOneStrategy supervisorStrategy) =>
        With(spec with { Strategy = supervisorStrategy });

    public override BackoffOptions WithDefaultStoppingStrategy() =>
        With(spec with { Strategy = new OneForOneStrategy(spec.MaxNrOfRetries, null, static _ => Directive.Stop) });

    public override BackoffOptions WithReplyWhileStopped(object replyWhileStopped) =>
        With(spec with { ReplyWhileStopped = replyWhileStopped });

    public override BackoffOptions WithFinalStopMessage(Func<object, bool> isFinalStopMessage) =>
        With(spec with { FinalStopMessage = isFinalStopMessage });

    public override BackoffOptions WithMaxNrOfRetries(int maxNrOfRetries) => With(spec.WithMaxNrOfRetries(maxNrOfRetries));

    private static BackoffOptionsImpl With(BackoffSpec changed) => new(changed);
}
