using System.Diagnostics.CodeAnalysis;

namespace Supervision.Actor;

// Overview
// Most cancelables guard one timer (an ask, a receive timeout) and are never asked for their token. So the token source
// is made only when the token is asked for, and what has to hear of the cancellation is a list of listeners in which the
// first needs no list. Timers take themselves out again when they are done; a cancelable that guards timer after timer
// (retries) therefore does not grow.

/// <summary>Cancels what was scheduled with it, at once or after a time; may follow others.</summary>
public class Cancelable : ICancelable, IDisposable
{
    private readonly IActionScheduler? _scheduler;
    private readonly Lock _gate = new();
    private CancellationTokenSource? _source;
    private ICancellationListener? _listener;
    private List<ICancellationListener>? _moreListeners;
    private IDisposable[] _links = [];
    private volatile bool _cancelled;
    private volatile bool _disposed;

    /// <summary>Cancels itself after a time.</summary>
    /// <param name="scheduler">Keeps the time.</param>
    /// <param name="delay">How long from now.</param>
    public Cancelable(IActionScheduler scheduler, TimeSpan delay)
        : this(scheduler)
    {
        CancelAfter(delay);
    }

    /// <summary>Cancels itself after a time.</summary>
    /// <param name="scheduler">Keeps the time.</param>
    /// <param name="delay">How long from now.</param>
    public Cancelable(IScheduler scheduler, TimeSpan delay)
        : this(scheduler)
    {
        CancelAfter(delay);
    }

    /// <summary>Cancels itself after a time.</summary>
    /// <param name="scheduler">Keeps the time.</param>
    /// <param name="millisecondsDelay">How many milliseconds from now.</param>
    public Cancelable(IScheduler scheduler, int millisecondsDelay)
        : this(scheduler)
    {
        CancelAfter(millisecondsDelay);
    }

    /// <summary>Is cancelled by hand, or by <see cref="CancelAfter(TimeSpan)"/>.</summary>
    /// <param name="scheduler">Keeps the time.</param>
    public Cancelable(IScheduler scheduler)
        : this((scheduler ?? throw new ArgumentNullException(nameof(scheduler))).Advanced)
    {
    }

    /// <summary>Is cancelled by hand, or by <see cref="CancelAfter(TimeSpan)"/>.</summary>
    /// <param name="scheduler">Keeps the time.</param>
    public Cancelable(IActionScheduler scheduler)
    {
        _scheduler = scheduler;
    }

    private Cancelable()
    {
        _cancelled = true;
    }

    /// <inheritdoc/>
    public bool IsCancellationRequested => _cancelled;

    /// <summary>Whether it was disposed; a disposed one cannot be cancelled.</summary>
    public bool IsDisposed => _disposed;

    /// <inheritdoc/>
    public CancellationToken Token
    {
        get
        {
            lock (_gate)
            {
                if (_source is null)
                {
                    if (_cancelled)
                        return new CancellationToken(canceled: true);
                    _source = new CancellationTokenSource();
                    if (_disposed)
                        _source.Dispose();
                }

                return _disposed && !_cancelled ? CancellationToken.None : _source.Token;
            }
        }
    }

    /// <summary>One that is cancelled already.</summary>
    /// <returns>It.</returns>
    public static ICancelable CreateCanceled() => new Cancelable();

    /// <summary>One that is cancelled as soon as one of others is; it can also be cancelled alone.</summary>
    /// <param name="scheduler">Keeps the time.</param>
    /// <param name="cancelables">The others.</param>
    /// <returns>It.</returns>
    public static ICancelable CreateLinkedCancelable(IScheduler scheduler, params ICancelable[] cancelables) =>
        CreateLinkedCancelable(scheduler.Advanced, cancelables);

    /// <summary>One that is cancelled as soon as one of others is; it can also be cancelled alone.</summary>
    /// <param name="scheduler">Keeps the time.</param>
    /// <param name="cancelables">The others.</param>
    /// <returns>It.</returns>
    public static ICancelable CreateLinkedCancelable(IActionScheduler scheduler, params ICancelable[] cancelables) =>
        CreateLinkedCancelable(scheduler, Array.ConvertAll(cancelables, c => c.Token));

    /// <summary>One that is cancelled as soon as one of some tokens is; it can also be cancelled alone.</summary>
    /// <param name="scheduler">Keeps the time.</param>
    /// <param name="cancellationTokens">The tokens.</param>
    /// <returns>It.</returns>
    public static ICancelable CreateLinkedCancelable(IScheduler scheduler, params CancellationToken[] cancellationTokens) =>
        CreateLinkedCancelable(scheduler.Advanced, cancellationTokens);

    /// <summary>One that is cancelled as soon as one of some tokens is; it can also be cancelled alone.</summary>
    /// <param name="scheduler">Keeps the time.</param>
    /// <param name="cancellationTokens">The tokens.</param>
    /// <returns>It.</returns>
    public static ICancelable CreateLinkedCancelable(IActionScheduler scheduler, params CancellationToken[] cancellationTokens)
    {
        var linked = new Cancelable(scheduler);
        linked._links = Array.ConvertAll(
            cancellationTokens,
            token => (IDisposable)token.UnsafeRegister(static state => ((Cancelable)state!).Cancel(), linked));
        return linked;
    }

    /// <inheritdoc/>
    public void Cancel() => Cancel(throwOnFirstException: false);

    /// <inheritdoc/>
    public void Cancel(bool throwOnFirstException)
    {
        ICancellationListener? listener;
        List<ICancellationListener>? more;
        CancellationTokenSource? source;
        lock (_gate)
        {
            if (_cancelled || _disposed)
                return;
            _cancelled = true;
            (listener, _listener) = (_listener, null);
            (more, _moreListeners) = (_moreListeners, null);
            source = _source;
        }

        listener?.Cancelled();
        more?.ForEach(static other => other.Cancelled());
        source?.Cancel(throwOnFirstException);
    }

    /// <inheritdoc/>
    public void CancelAfter(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        if (_disposed || _cancelled)
            return;
        if (delay == TimeSpan.Zero)
            Cancel();
        else
            _scheduler!.ScheduleOnce(delay, Cancel, this);
    }

    /// <inheritdoc/>
    public void CancelAfter(int millisecondsDelay) => CancelAfter(TimeSpan.FromMilliseconds(millisecondsDelay));

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Whether it was cancelled, or that it can be no more.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => _cancelled ? "Cancelable(cancelled)" : _disposed ? "Cancelable(disposed)" : "Cancelable";

    /// <summary>Lets go of what it follows and of its token.</summary>
    /// <param name="disposing">Whether <see cref="Dispose()"/> calls; false in a finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        IDisposable[] links;
        CancellationTokenSource? source;
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
            (links, _links) = (_links, []);
            source = _source;
            _listener = null;
            _moreListeners = null;
        }

        foreach (var link in links)
            link.Dispose();
        source?.Dispose();
    }

    /// <summary>Tells a listener of the cancellation; false where it has happened already, and then it is not told.</summary>
    internal bool TryListen(ICancellationListener listener)
    {
        lock (_gate)
        {
            if (_cancelled)
                return false;
            if (_listener is null)
                _listener = listener;
            else
                (_moreListeners ??= []).Add(listener);
            return true;
        }
    }

    /// <summary>The listener need not be told any more.</summary>
    internal void StopListening(ICancellationListener listener)
    {
        lock (_gate)
        {
            if (ReferenceEquals(_listener, listener))
                _listener = null;
            else
                _moreListeners?.Remove(listener);
        }
    }
}
