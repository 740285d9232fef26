using Supervision.Actor;

namespace Supervision.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Expects a message of the type from the sender.</summary>
    public T ExpectMsgFrom<T>(
        IActorRef sender, TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectCore<T>(
            duration,
            (_, from) => CheckSender(sender, from, hint),
            hint,
            cancellationToken);

    /// <summary>Expects a message that equals <paramref name="message"/>, from the sender.</summary>
    public T ExpectMsgFrom<T>(
        IActorRef sender, T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectCore<T>(
            timeout,
            (actual, from) =>
            {
                CheckSender(sender, from, hint);
                CheckEqual(message, actual, hint);
            },
            hint,
            cancellationToken);

    /// <summary>Expects a message that the predicate accepts, from the sender.</summary>
    public T ExpectMsgFrom<T>(
        IActorRef sender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectCore<T>(
            timeout,
            (actual, from) =>
            {
                CheckSender(sender, from, hint);
                Check(isMessage(actual), actual, hint);
            },
            hint,
            cancellationToken);

    /// <summary>Expects a message whose sender and content the predicates accept.</summary>
    public T ExpectMsgFrom<T>(
        Predicate<IActorRef> isSender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectCore<T>(
            timeout,
            (actual, from) =>
            {
                Check(isSender(from), from, hint);
                Check(isMessage(actual), actual, hint);
            },
            hint,
            cancellationToken);

    /// <summary>Expects a message from the sender and runs the assertions on it.</summary>
    public T ExpectMsgFrom<T>(
        IActorRef sender, Action<T> assertMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectCore<T>(
            timeout,
            (actual, from) =>
            {
                CheckSender(sender, from, hint);
                assertMessage(actual);
            },
            hint,
            cancellationToken);

    /// <summary>Expects a message and runs the assertions on its sender and on it.</summary>
    public T ExpectMsgFrom<T>(
        Action<IActorRef> assertSender, Action<T> assertMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectCore<T>(
            timeout,
            (actual, from) =>
            {
                assertSender(from);
                assertMessage(actual);
            },
            hint,
            cancellationToken);
}
