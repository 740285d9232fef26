namespace Supervision.Posix;

/// <summary>One request on its way to the spawning thread.</summary>
internal sealed class SpawnJob(SpawnRequest request, IProcessObserver observer, CancellationToken ct)
    : TaskCompletionSource<SpawnResult>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    internal SpawnRequest Request { get; } = request;

    internal IProcessObserver Observer { get; } = observer;

    internal CancellationToken Cancellation { get; } = ct;
}
