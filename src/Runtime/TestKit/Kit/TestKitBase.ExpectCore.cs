using Supervision.Actor;

namespace Supervision.TestKit;

// All expectations have these in common: the limit is dilated (null is the rest of the innermost Within, else the
// default of one examination), the hint becomes part of a failure, and the message is returned.
public abstract partial class TestKitBase
{
    private T ExpectCore<T>(TimeSpan? timeout, Action<T, IActorRef>? assert, string? hint, CancellationToken cancellationToken)
    {
        var limit = RemainingOrDilated(timeout);
        return CheckMessage(ReceiveEnvelope(limit, cancellationToken), limit, assert, hint);
    }

    private async ValueTask<T> ExpectCoreAsync<T>(
        TimeSpan? timeout, Action<T, IActorRef>? assert, string? hint, CancellationToken cancellationToken)
    {
        var limit = RemainingOrDilated(timeout);
        return CheckMessage(await ReceiveEnvelopeAsync(limit, cancellationToken).ConfigureAwait(false), limit, assert, hint);
    }

    private T CheckMessage<T>(MessageEnvelope? envelope, TimeSpan limit, Action<T, IActorRef>? assert, string? hint)
    {
        if (envelope is null)
        {
            Fail($"Timeout {limit} while waiting for a message of type {typeof(T)}.{Hint(hint)}");
        }

        if (envelope?.Message is not T typed)
        {
            Fail($"Expected a message of type {typeof(T)}, but received {Describe(envelope?.Message)} from {envelope?.Sender}.{Hint(hint)}");
            return default!;
        }

        assert?.Invoke(typed, envelope.Sender!);
        return typed;
    }

    private void Check<T>(bool accepted, T actual, string? hint)
    {
        if (!accepted)
        {
            Fail($"Got {Describe(actual)}, which the predicate did not accept.{Hint(hint)}");
        }
    }

    private void CheckEqual<T>(T expected, T actual, string? hint) => Assertions.AssertEqual(expected, actual, Prefix(hint));

    private void CheckEqual<T>(T expected, T actual, Func<T, T, bool> comparer, string? hint) =>
        Assertions.AssertEqual(expected, actual, comparer, Prefix(hint));

    private void CheckSender(IActorRef expected, IActorRef? actual, string? hint)
    {
        if (actual is null ? expected is not null : !actual.Equals(expected))
        {
            Fail($"Expected a message from {expected}, but the sender is {actual?.ToString() ?? "nobody"}.{Hint(hint)}");
        }
    }

    private static string Prefix(string? hint) => string.IsNullOrEmpty(hint) ? "The message is another one than expected." : hint;

    private static string Describe(object? message) => message is null ? "nothing" : $"{{{message}}} of type {message.GetType()}";
}
