using Supervision.Actor;

namespace Supervision.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Expects a message of the type.</summary>
    public ValueTask<T> ExpectMsgAsync<T>(
        TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectCoreAsync<T>(
            duration,
            null,
            hint,
            cancellationToken);

    /// <summary>Expects a message that equals <paramref name="message"/>.</summary>
    public ValueTask<T> ExpectMsgAsync<T>(
        T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectCoreAsync<T>(
            timeout,
            (actual, _) => CheckEqual(message, actual, hint),
            hint,
            cancellationToken);

    /// <summary>Expects a message of the type that the predicate accepts.</summary>
    public ValueTask<T> ExpectMsgAsync<T>(
        Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectCoreAsync<T>(
            timeout,
            (actual, _) => Check(isMessage(actual), actual, hint),
            hint,
            cancellationToken);

    /// <summary>Expects a message of the type and runs the assertions on it.</summary>
    public ValueTask<T> ExpectMsgAsync<T>(
        Action<T> assert, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectCoreAsync<T>(
            timeout,
            (actual, _) => assert(actual),
            hint,
            cancellationToken);

    /// <summary>Expects a message of the type that the predicate accepts together with its sender.</summary>
    public ValueTask<T> ExpectMsgAsync<T>(
        Func<T, IActorRef, bool> isMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectCoreAsync<T>(
            timeout,
            (actual, sender) => Check(isMessageAndSender(actual, sender), actual, hint),
            hint,
            cancellationToken);

    /// <summary>Expects a message of the type and runs the assertions on it and its sender.</summary>
    public ValueTask<T> ExpectMsgAsync<T>(
        Action<T, IActorRef> assertMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectCoreAsync<T>(
            timeout,
            assertMessageAndSender,
            hint,
            cancellationToken);

    /// <summary>Expects a message that the comparer finds equal to <paramref name="expected"/>.</summary>
    public ValueTask<T> ExpectMsgAsync<T>(
        T expected, Func<T, T, bool> comparer, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectCoreAsync<T>(
            timeout,
            (actual, _) => CheckEqual(expected, actual, comparer, hint),
            hint,
            cancellationToken);
}
