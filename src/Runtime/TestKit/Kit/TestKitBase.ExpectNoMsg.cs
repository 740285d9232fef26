using Supervision.Actor;

namespace Supervision.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>
    /// Fails when a message comes before the end of the innermost <c>Within</c>, or outside of one within
    /// <see cref="TestKitSettings.ExpectNoMessageDefault"/>. Messages that already wait count.
    /// </summary>
    public void ExpectNoMsg(CancellationToken cancellationToken = default) => InternalExpectNoMsg(NoMsgDefault, cancellationToken);

    /// <summary>Fails when a message comes within <paramref name="duration"/> (dilated).</summary>
    public void ExpectNoMsg(TimeSpan duration, CancellationToken cancellationToken = default) =>
        InternalExpectNoMsg(Dilated(duration), cancellationToken);

    /// <summary>Fails when a message comes within so many milliseconds (dilated).</summary>
    public void ExpectNoMsg(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsg(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    /// <inheritdoc cref="ExpectNoMsg(CancellationToken)"/>
    public ValueTask ExpectNoMsgAsync(CancellationToken cancellationToken = default) =>
        InternalExpectNoMsgAsync(NoMsgDefault, cancellationToken);

    /// <inheritdoc cref="ExpectNoMsg(TimeSpan, CancellationToken)"/>
    public ValueTask ExpectNoMsgAsync(TimeSpan duration, CancellationToken cancellationToken = default) =>
        InternalExpectNoMsgAsync(Dilated(duration), cancellationToken);

    /// <inheritdoc cref="ExpectNoMsg(int, CancellationToken)"/>
    public ValueTask ExpectNoMsgAsync(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsgAsync(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    /// <summary>Expects the message that the watched actor has terminated.</summary>
    /// <param name="target">The actor; it must be watched by this kit's test actor.</param>
    /// <param name="timeout">The limit, dilated.</param>
    /// <param name="hint">Part of a failure.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Terminated ExpectTerminated(
        IActorRef target, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectCore<Terminated>(timeout, (actual, _) => CheckTerminated(target, actual, hint), hint ?? $"Terminated {target}", cancellationToken);

    /// <inheritdoc cref="ExpectTerminated(IActorRef, TimeSpan?, string?, CancellationToken)"/>
    public ValueTask<Terminated> ExpectTerminatedAsync(
        IActorRef target, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectCoreAsync<Terminated>(
            timeout, (actual, _) => CheckTerminated(target, actual, hint), hint ?? $"Terminated {target}", cancellationToken);

    private TimeSpan NoMsgDefault => RemainingOr(Dilated(TestKitSettings.ExpectNoMessageDefault));

    private void CheckTerminated(IActorRef target, Terminated actual, string? hint)
    {
        if (!actual.ActorRef.Equals(target))
        {
            Fail($"Expected that {target} has terminated, but {actual.ActorRef} has.{Hint(hint)}");
        }
    }

    private void InternalExpectNoMsg(TimeSpan limit, CancellationToken cancellationToken) =>
        CheckNone(ReceiveEnvelope(limit, cancellationToken), limit);

    private async ValueTask InternalExpectNoMsgAsync(TimeSpan limit, CancellationToken cancellationToken) =>
        CheckNone(await ReceiveEnvelopeAsync(limit, cancellationToken).ConfigureAwait(false), limit);

    private void CheckNone(MessageEnvelope? envelope, TimeSpan limit)
    {
        if (envelope is not null)
        {
            Fail($"Expected no message within {limit}, but received {Describe(envelope.Message)} from {envelope.Sender}.");
        }

        _lastWasNoMsg = true;
    }
}
