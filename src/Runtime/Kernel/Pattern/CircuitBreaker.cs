using System.Diagnostics.CodeAnalysis;
using Supervision.Actor;

namespace Supervision.Pattern;

// Overview
// Three states under one lock. Closed counts failures in a row and trips to open at the limit; open refuses calls until a
// timer makes it half-open; half-open lets one call through and becomes closed or open by its outcome. An outcome counts
// only for the state that let the call in: each transition raises an epoch, and a call that comes back in a later epoch is
// forgotten. Otherwise a slow call of the closed days could close a breaker that has opened since. The user's code and
// the listeners never run under the lock.

/// <summary>Keeps callers away from something that fails, until it had time to recover.</summary>
public partial class CircuitBreaker
{
    private static readonly TimeSpan NoMaximum = TimeSpan.FromDays(36500);

    private readonly Lock _gate = new();
    private State _state = State.Closed;
    private long _epoch;
    private long _failures;
    private bool _trialTaken;
    private TimeSpan _currentResetTimeout;
    private TimeSpan _openUntil;
    private Exception? _lastCaught;

    /// <summary>A breaker whose reset timeout stays the same.</summary>
    /// <param name="scheduler">Keeps the time.</param>
    /// <param name="maxFailures">After how many failures in a row it opens; 1 or more.</param>
    /// <param name="callTimeout">How long a call may take; one that takes longer has failed.</param>
    /// <param name="resetTimeout">How long it stays open before it tries again.</param>
    public CircuitBreaker(IScheduler scheduler, int maxFailures, TimeSpan callTimeout, TimeSpan resetTimeout)
        : this(scheduler, maxFailures, callTimeout, resetTimeout, NoMaximum, 1.0)
    {
    }

    /// <summary>A breaker whose reset timeout grows with every trial that fails.</summary>
    /// <param name="scheduler">Keeps the time.</param>
    /// <param name="maxFailures">After how many failures in a row it opens; 1 or more.</param>
    /// <param name="callTimeout">How long a call may take; one that takes longer has failed.</param>
    /// <param name="resetTimeout">How long it stays open at first before it tries again.</param>
    /// <param name="maxResetTimeout">How long it stays open at most.</param>
    /// <param name="exponentialBackoffFactor">What the reset timeout is multiplied with after each failed trial; 1 or more.</param>
    public CircuitBreaker(
        IScheduler scheduler,
        int maxFailures,
        TimeSpan callTimeout,
        TimeSpan resetTimeout,
        TimeSpan maxResetTimeout,
        double exponentialBackoffFactor)
        : this(scheduler, maxFailures, callTimeout, resetTimeout, maxResetTimeout, exponentialBackoffFactor, 0.0)
    {
    }

    /// <summary>A breaker whose reset timeout grows with every trial that fails, and varies at random.</summary>
    /// <param name="scheduler">Keeps the time.</param>
    /// <param name="maxFailures">After how many failures in a row it opens; 1 or more.</param>
    /// <param name="callTimeout">How long a call may take; one that takes longer has failed.</param>
    /// <param name="resetTimeout">How long it stays open at first before it tries again.</param>
    /// <param name="maxResetTimeout">How long it stays open at most, before the random part.</param>
    /// <param name="exponentialBackoffFactor">What the reset timeout is multiplied with after each failed trial; 1 or more.</param>
    /// <param name="randomFactor">How much of the reset timeout is added at random; from 0 to 1.</param>
    /// <exception cref="ArgumentException">A factor is out of range.</exception>
    public CircuitBreaker(
        IScheduler scheduler,
        int maxFailures,
        TimeSpan callTimeout,
        TimeSpan resetTimeout,
        TimeSpan maxResetTimeout,
        double exponentialBackoffFactor,
        double randomFactor)
    {
        ArgumentNullException.ThrowIfNull(scheduler);
        if (!(exponentialBackoffFactor >= 1.0))
            throw new ArgumentException("The exponential backoff factor must be 1 or more.", nameof(exponentialBackoffFactor));
        if (!(randomFactor is >= 0.0 and <= 1.0))
            throw new ArgumentException("The random factor must be from 0 to 1.", nameof(randomFactor));
        Scheduler = scheduler;
        MaxFailures = maxFailures;
        CallTimeout = callTimeout;
        ResetTimeout = resetTimeout;
        MaxResetTimeout = maxResetTimeout;
        ExponentialBackoffFactor = exponentialBackoffFactor;
        RandomFactor = randomFactor;
        _currentResetTimeout = resetTimeout;
    }

    private enum State
    {
        Closed,
        Open,
        HalfOpen,
    }

    /// <summary>Keeps the time.</summary>
    public IScheduler Scheduler { get; }

    /// <summary>After how many failures in a row it opens.</summary>
    public int MaxFailures { get; }

    /// <summary>How long a call may take.</summary>
    public TimeSpan CallTimeout { get; }

    /// <summary>How long it stays open at first.</summary>
    public TimeSpan ResetTimeout { get; }

    /// <summary>How long it stays open at most, before the random part.</summary>
    public TimeSpan MaxResetTimeout { get; }

    /// <summary>What the reset timeout is multiplied with after each failed trial.</summary>
    public double ExponentialBackoffFactor { get; }

    /// <summary>How much of the reset timeout is added at random, from 0 to 1.</summary>
    public double RandomFactor { get; }

    /// <summary>How many calls failed in a row since it closed.</summary>
    public long CurrentFailureCount => Interlocked.Read(ref _failures);

    /// <summary>What the last failed call threw; null where none did.</summary>
    public Exception? LastCaughtException => Volatile.Read(ref _lastCaught);

    /// <summary>Whether calls go through.</summary>
    public bool IsClosed => Is(State.Closed);

    /// <summary>Whether calls are refused.</summary>
    public bool IsOpen => Is(State.Open);

    /// <summary>Whether one call goes through on trial.</summary>
    public bool IsHalfOpen => Is(State.HalfOpen);

    /// <summary>A breaker whose reset timeout stays the same.</summary>
    /// <param name="scheduler">Keeps the time.</param>
    /// <param name="maxFailures">After how many failures in a row it opens.</param>
    /// <param name="callTimeout">How long a call may take.</param>
    /// <param name="resetTimeout">How long it stays open before it tries again.</param>
    /// <returns>The breaker, closed.</returns>
    public static CircuitBreaker Create(IScheduler scheduler, int maxFailures, TimeSpan callTimeout, TimeSpan resetTimeout) =>
        new(scheduler, maxFailures, callTimeout, resetTimeout);

    /// <summary>Another breaker like this one whose reset timeout doubles after each failed trial.</summary>
    /// <param name="maxResetTimeout">How long it stays open at most.</param>
    /// <returns>The other breaker, closed and without listeners.</returns>
    public CircuitBreaker WithExponentialBackoff(TimeSpan maxResetTimeout) =>
        new(Scheduler, MaxFailures, CallTimeout, ResetTimeout, maxResetTimeout, 2.0, RandomFactor);

    /// <summary>Another breaker like this one whose reset timeout varies at random.</summary>
    /// <param name="randomFactor">How much of the reset timeout is added at random; from 0 to 1.</param>
    /// <returns>The other breaker, closed and without listeners.</returns>
    public CircuitBreaker WithRandomFactor(double randomFactor) =>
        new(Scheduler, MaxFailures, CallTimeout, ResetTimeout, MaxResetTimeout, ExponentialBackoffFactor, randomFactor);

    /// <summary>Counts a success of a call that did not go through this breaker.</summary>
    public void Succeed()
    {
        long epoch;
        lock (_gate)
            epoch = _epoch;
        OnSuccess(epoch);
    }

    /// <summary>Counts a failure of a call that did not go through this breaker.</summary>
    public void Fail()
    {
        long epoch;
        lock (_gate)
            epoch = _epoch;
        OnFailure(epoch, new UserCalledFailException());
    }

    private bool Is(State state)
    {
        lock (_gate)
            return _state == state;
    }

    /// <summary>Lets a call in, or throws.</summary>
    private long Enter()
    {
        lock (_gate)
        {
            switch (_state)
            {
                case State.Open:
                    var remaining = _openUntil - Scheduler.MonotonicClock;
                    throw new OpenCircuitException(
                        "The circuit breaker is open; the call was not made.", _lastCaught!, remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero);
                case State.HalfOpen when _trialTaken:
                    throw new OpenCircuitException(
                        "The circuit breaker is half-open and another call is on trial; this call was not made.", _lastCaught!, TimeSpan.Zero);
                case State.HalfOpen:
                    _trialTaken = true;
                    return _epoch;
                default:
                    return _epoch;
            }
        }
    }

    private void OnSuccess(long epoch)
    {
        lock (_gate)
        {
            if (epoch != _epoch || _state == State.Open)
                return;
            Interlocked.Exchange(ref _failures, 0);
            if (_state == State.Closed)
                return;
            _currentResetTimeout = ResetTimeout;
            EnterNeedsLock(State.Closed);
        }

        Notify(_closeListeners);
    }

    private void OnFailure(long epoch, Exception cause)
    {
        TimeSpan resetTimeout;
        lock (_gate)
        {
            Volatile.Write(ref _lastCaught, cause);
            if (epoch != _epoch || _state == State.Open)
                return;
            if (_state == State.HalfOpen)
                _currentResetTimeout = Grown(_currentResetTimeout);
            else if (Interlocked.Increment(ref _failures) < MaxFailures)
                return;
            EnterNeedsLock(State.Open);
            resetTimeout = WithRandomPart(_currentResetTimeout);
            _openUntil = Scheduler.MonotonicClock + resetTimeout;
            epoch = _epoch;
        }

        Scheduler.Advanced.ScheduleOnce(resetTimeout, () => TryAgain(epoch));
        Notify(_openListeners);
    }

    private void TryAgain(long epoch)
    {
        lock (_gate)
        {
            if (epoch != _epoch)
                return;
            EnterNeedsLock(State.HalfOpen);
        }

        Notify(_halfOpenListeners);
    }

    private void EnterNeedsLock(State state)
    {
        _state = state;
        _epoch++;
        _trialTaken = false;
    }

    private TimeSpan Grown(TimeSpan resetTimeout)
    {
        var grown = resetTimeout.Ticks * ExponentialBackoffFactor;
        return grown < MaxResetTimeout.Ticks ? TimeSpan.FromTicks((long)grown) : resetTimeout;
    }

    [SuppressMessage("Security", "CA5394:Do not use insecure randomness", Justification = "Spreads retries; no secret.")]
    private TimeSpan WithRandomPart(TimeSpan resetTimeout) =>
        RandomFactor > 0 ? resetTimeout * (1.0 + (Util.ThreadLocalRandom.Current.NextDouble() * RandomFactor)) : resetTimeout;
}
