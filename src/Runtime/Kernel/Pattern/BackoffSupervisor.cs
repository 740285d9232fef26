using Supervision.Actor;

namespace Supervision.Pattern;

/// <summary>Starts its child anew, after a time that doubles, each time it stopped; passes messages on to it.</summary>
public sealed partial class BackoffSupervisor : BackoffSupervisorBase
{
    /// <summary>A supervisor with the default strategy that forgets the restarts when the child ran for the minimum backoff.</summary>
    /// <param name="childProps">Makes the child.</param>
    /// <param name="childName">Its name.</param>
    /// <param name="minBackoff">How long to wait at first; more than zero.</param>
    /// <param name="maxBackoff">How long to wait at most, before the random part; the minimum or more.</param>
    /// <param name="randomFactor">How much of the time is added at random; from 0 to 1.</param>
    public BackoffSupervisor(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor)
        : this(new BackoffSpec(false, childProps, childName, minBackoff, maxBackoff, randomFactor))
    {
    }

    /// <summary>A supervisor with everything chosen.</summary>
    /// <param name="childProps">Makes the child.</param>
    /// <param name="childName">Its name.</param>
    /// <param name="minBackoff">How long to wait at first; more than zero.</param>
    /// <param name="maxBackoff">How long to wait at most, before the random part; the minimum or more.</param>
    /// <param name="reset">When the restarts so far are forgotten.</param>
    /// <param name="randomFactor">How much of the time is added at random; from 0 to 1.</param>
    /// <param name="strategy">What is done when the child fails.</param>
    /// <param name="replyWhileStopped">The answer while there is no child; null for none.</param>
    /// <param name="finalStopMessage">After which message the child's stop is final; null for none.</param>
    public BackoffSupervisor(
        Props childProps,
        string childName,
        TimeSpan minBackoff,
        TimeSpan maxBackoff,
        IBackoffReset reset,
        double randomFactor,
        SupervisorStrategy strategy,
        object? replyWhileStopped = null,
        Func<object, bool>? finalStopMessage = null)
        : this(new BackoffSpec(false, childProps, childName, minBackoff, maxBackoff, randomFactor)
        {
            Reset = reset,
            Strategy = strategy,
            ReplyWhileStopped = replyWhileStopped,
            FinalStopMessage = finalStopMessage,
        })
    {
    }

    internal BackoffSupervisor(BackoffSpec spec)
        : base(spec)
    {
    }

    /// <summary>Makes a supervisor with the default strategy that starts its child anew without end.</summary>
    /// <param name="childProps">Makes the child.</param>
    /// <param name="childName">Its name.</param>
    /// <param name="minBackoff">How long to wait at first; more than zero.</param>
    /// <param name="maxBackoff">How long to wait at most, before the random part; the minimum or more.</param>
    /// <param name="randomFactor">How much of the time is added at random; from 0 to 1.</param>
    /// <returns>The props.</returns>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public static Props Props(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        Props(Backoff.OnStop(childProps, childName, minBackoff, maxBackoff, randomFactor, -1));

    /// <summary>Makes a supervisor with the default strategy.</summary>
    /// <param name="childProps">Makes the child.</param>
    /// <param name="childName">Its name.</param>
    /// <param name="minBackoff">How long to wait at first; more than zero.</param>
    /// <param name="maxBackoff">How long to wait at most, before the random part; the minimum or more.</param>
    /// <param name="randomFactor">How much of the time is added at random; from 0 to 1.</param>
    /// <param name="maxNrOfRetries">How often the child is started anew before the supervisor stops; -1 for without end.</param>
    /// <returns>The props.</returns>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public static Props Props(
        Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries) =>
        Props(Backoff.OnStop(childProps, childName, minBackoff, maxBackoff, randomFactor, maxNrOfRetries));

    /// <summary>Makes a supervisor, of the kind that the options say.</summary>
    /// <param name="options">The options.</param>
    /// <returns>The props.</returns>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public static Props Props(BackoffOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Props;
    }

    /// <summary>Makes a supervisor with a strategy.</summary>
    /// <param name="childProps">Makes the child.</param>
    /// <param name="childName">Its name.</param>
    /// <param name="minBackoff">How long to wait at first; more than zero.</param>
    /// <param name="maxBackoff">How long to wait at most, before the random part; the minimum or more.</param>
    /// <param name="randomFactor">How much of the time is added at random; from 0 to 1.</param>
    /// <param name="strategy">What is done when the child fails.</param>
    /// <returns>The props.</returns>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public static Props PropsWithSupervisorStrategy(
        Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, SupervisorStrategy strategy)
    {
        var spec = new BackoffSpec(false, childProps, childName, minBackoff, maxBackoff, randomFactor) { Strategy = strategy };
        return new BackoffOptionsImpl(spec).Props;
    }

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => Spec.Strategy;

    /// <inheritdoc/>
    protected override bool Receive(object message)
    {
        if (message is not Terminated terminated || !terminated.ActorRef.Equals(Child))
            return HandleBackoff(message);
        ChildEnded();
        return true;
    }

    private protected override void ChildEnded()
    {
        if (FinalStopMessageReceived || !MayRestart())
        {
            Child = null;
            Context.Stop(Self);
            return;
        }

        ScheduleStart(Spec.DelayAfter(RestartCountN));
    }
}
