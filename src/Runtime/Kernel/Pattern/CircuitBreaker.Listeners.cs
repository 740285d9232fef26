using System.Diagnostics.CodeAnalysis;

namespace Supervision.Pattern;

public partial class CircuitBreaker
{
    private readonly List<Action> _openListeners = [];
    private readonly List<Action> _halfOpenListeners = [];
    private readonly List<Action> _closeListeners = [];

    /// <summary>Adds what runs, on the thread pool, each time the breaker opens.</summary>
    /// <param name="callback">What runs; what it throws is ignored.</param>
    /// <returns>This breaker.</returns>
    public CircuitBreaker OnOpen(Action callback) => Add(_openListeners, callback);

    /// <summary>Adds what runs, on the thread pool, each time the breaker becomes half-open.</summary>
    /// <param name="callback">What runs; what it throws is ignored.</param>
    /// <returns>This breaker.</returns>
    public CircuitBreaker OnHalfOpen(Action callback) => Add(_halfOpenListeners, callback);

    /// <summary>Adds what runs, on the thread pool, each time the breaker closes.</summary>
    /// <param name="callback">What runs; what it throws is ignored.</param>
    /// <returns>This breaker.</returns>
    public CircuitBreaker OnClose(Action callback) => Add(_closeListeners, callback);

    private CircuitBreaker Add(List<Action> listeners, Action callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        lock (_gate)
            listeners.Add(callback);
        return this;
    }

    private void Notify(List<Action> listeners)
    {
        Action[] callbacks;
        lock (_gate)
            callbacks = [.. listeners];
        if (callbacks.Length > 0)
            ThreadPool.QueueUserWorkItem(static all => Array.ForEach(all, RunGuarded), callbacks, preferLocal: false);
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "See the comment.")]
    private static void RunGuarded(Action callback)
    {
        try
        {
            callback();
        }
        catch (Exception)
        {
            // The breaker's state does not depend on who listens, and it has nobody to tell: on a pool thread it would end the process.
        }
    }
}
