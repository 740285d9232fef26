using Supervision.Actors.Engines;

namespace Supervision.Actors.Gates;

/// <summary>One start under way: its cancellation, and why it was refused before a process was tried.</summary>
internal sealed class StartOperation
{
    private readonly CancellationTokenSource _cancellation = new();

    public CancellationToken Cancellation => _cancellation.Token;

    /// <summary>Set before the start's task completes as failed; null where the spawn itself failed.</summary>
    public EngineFailure? Refusal { get; set; }

    /// <summary>Gives up waiting; a spawn that has begun still ends as it would.</summary>
    public void Cancel() => _cancellation.Cancel();
}
