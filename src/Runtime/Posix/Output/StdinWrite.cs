namespace Supervision.Posix;

/// <summary>A write that waits for room in the pipe.</summary>
internal sealed class StdinWrite(ReadOnlyMemory<byte> data)
    : TaskCompletionSource<StdinWriteResult>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    /// <summary>What is not written yet; the pipe's lock guards it.</summary>
    internal ReadOnlyMemory<byte> Data = data;

    internal CancellationTokenRegistration Registration { get; set; }

    internal bool IsCancelled => Task.IsCanceled;

    // The loop drops it from the queue when it comes to it; the bytes are not touched any more.
    internal void Cancel(CancellationToken ct) => TrySetCanceled(ct);

    internal void Complete(StdinWriteResult result)
    {
        TrySetResult(result);
        Registration.Unregister();
    }
}
