namespace Supervision.Actor;

/// <summary>Cancels something that was scheduled.</summary>
public interface ICancelable
{
    /// <summary>Whether it has been cancelled.</summary>
    bool IsCancellationRequested { get; }

    /// <summary>Signalled at cancellation.</summary>
    CancellationToken Token { get; }

    /// <summary>Cancels; a second call does nothing. What has started already runs to its end.</summary>
    void Cancel();

    /// <summary>Cancels after a time.</summary>
    /// <param name="delay">How long from now; zero cancels at once.</param>
    /// <exception cref="ArgumentOutOfRangeException">The delay is negative.</exception>
    void CancelAfter(TimeSpan delay);

    /// <summary>Cancels after a time.</summary>
    /// <param name="millisecondsDelay">How many milliseconds from now; 0 cancels at once.</param>
    /// <exception cref="ArgumentOutOfRangeException">The delay is negative.</exception>
    void CancelAfter(int millisecondsDelay);

    /// <summary>Cancels; a second call does nothing.</summary>
    /// <param name="throwOnFirstException">Whether the first callback that throws ends the call, or all run and their exceptions come together.</param>
    void Cancel(bool throwOnFirstException);
}
