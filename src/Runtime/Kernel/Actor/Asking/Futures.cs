using System.Globalization;
using Supervision.Actor.Internal;
using Supervision.Dispatch;

namespace Supervision.Actor;

/// <summary>Asking: sending a message and awaiting the answer as a task.</summary>
public static class Futures
{
    /// <summary>Sends a message and gives its answer.</summary>
    /// <param name="self">Whom to ask.</param>
    /// <param name="message">The question.</param>
    /// <param name="timeout">How long to wait; null for <c>akka.actor.ask-timeout</c>, which is for ever by default.</param>
    /// <exception cref="AskTimeoutException">No answer came in time.</exception>
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<object>(message, timeout, CancellationToken.None);

    /// <summary>Sends a message and gives its answer.</summary>
    public static Task<object> Ask(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<object>(message, null, cancellationToken);

    /// <summary>Sends a message and gives its answer.</summary>
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        self.Ask<object>(message, timeout, cancellationToken);

    /// <summary>Sends a message and gives its answer, which must be of a type. <see cref="Status.Failure"/> becomes an exception, unless it is of that type itself.</summary>
    /// <exception cref="AskTimeoutException">No answer came in time.</exception>
    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<T>(message, timeout, CancellationToken.None);

    /// <summary>Sends a message and gives its answer, which must be of a type.</summary>
    public static Task<T> Ask<T>(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<T>(message, null, cancellationToken);

    /// <summary>Sends a message and gives its answer, which must be of a type.</summary>
    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        Start<T>(self, message, null, timeout, cancellationToken);

    /// <summary>Sends a message that is made for the reference that takes the answer.</summary>
    public static Task<T> Ask<T>(
        this ICanTell self,
        Func<IActorRef, object> messageFactory,
        TimeSpan? timeout,
        CancellationToken cancellationToken) => Start<T>(self, null, messageFactory, timeout, cancellationToken);

    internal static IActorRefProvider? ProviderFor(ICanTell target) => target switch
    {
        Nobody => InternalCurrentActorCellKeeper.Current?.SystemImpl.Provider,
        IInternalActorRef known => known.Provider,
        ActorSelection selection => ProviderFor(selection.Anchor),
        _ => InternalCurrentActorCellKeeper.Current?.SystemImpl.Provider,
    };

    private static Task<T> Start<T>(
        ICanTell self,
        object? message,
        Func<IActorRef, object>? messageFactory,
        TimeSpan? timeout,
        CancellationToken cancellationToken)
    {
        IActorRefProvider provider = ProviderFor(self)
            ?? throw new ArgumentException("Unable to resolve the target Provider", nameof(self));
        TaskCompletionSource<T> result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        FutureActorRef<T> future = new(result, null, provider);
        TimeSpan limit = timeout ?? provider.Settings.AskTimeout;
        if (limit != Timeout.InfiniteTimeSpan || cancellationToken.CanBeCanceled)
        {
            Expiry<T>.Start(future, limit, cancellationToken, TimeProvider.System);
        }

        future.DeliverAsk(message ?? messageFactory!(future), self);

        // A handler that asks may block until the answer is there: who is asked does not wait for its end.
        DirectRunner.Current.Release();
        return result.Task;
    }

    // Ends an ask that gets no answer, and lets go of timer and token when it gets one.
    private sealed class Expiry<T> : IDisposable
    {
        private readonly FutureActorRef<T> _future;
        private readonly TimeSpan _limit;
        private readonly CancellationToken _token;
        private ITimer? _timer;
        private CancellationTokenRegistration _registration;

        private Expiry(FutureActorRef<T> future, TimeSpan limit, CancellationToken token)
        {
            _future = future;
            _limit = limit;
            _token = token;
        }

        public static void Start(FutureActorRef<T> future, TimeSpan limit, CancellationToken token, TimeProvider time)
        {
            Expiry<T> expiry = new(future, limit, token);
            future.Expiry = expiry;
            if (token.CanBeCanceled)
            {
                expiry._registration = token.UnsafeRegister(
                    static state => ((Expiry<T>)state!).Cancel(),
                    expiry);
            }

            if (limit != Timeout.InfiniteTimeSpan && !future.IsTerminated)
            {
                expiry._timer = time.CreateTimer(
                    static state => ((Expiry<T>)state!).Expire(),
                    expiry,
                    limit < TimeSpan.Zero ? TimeSpan.Zero : limit,
                    Timeout.InfiniteTimeSpan);
            }
        }

        private void Expire() => _future.Fail(new AskTimeoutException(string.Create(CultureInfo.InvariantCulture, $"Timeout after {_limit.TotalSeconds:F2} seconds")));

        private void Cancel() => _future.Fail(new TaskCanceledException(null, null, _token));

        public void Dispose()
        {
            _timer?.Dispose();
            _registration.Dispose();
        }
    }
}
