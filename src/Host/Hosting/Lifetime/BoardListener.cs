using Supervision.Actors.Events;
using Supervision.Actors.Listeners;

namespace Supervision.Hosting;

/// <summary>Feeds the board.</summary>
internal sealed class BoardListener : EventListenerActor
{
    public const string Name = "hosting-board";

    private readonly EngineBoard _board;
    private readonly Func<CancellationToken, Task> _refresh;

    /// <param name="board">The board.</param>
    /// <param name="refresh">Puts what the tree answers onto it.</param>
    public BoardListener(EngineBoard board, Func<CancellationToken, Task> refresh)
        : base(new EventListenerOptions { Name = Name, Output = false })
    {
        _board = board;
        _refresh = refresh;
    }

    /// <inheritdoc/>
    protected override async ValueTask OnEventAsync(SupervisionEvent value, CancellationToken cancellation)
    {
        _board.Take(value);
        if (value is EventsDropped { Listener: Name } or ConfigurationReloaded or EngineScaled)
            await _refresh(cancellation).ConfigureAwait(false);
    }
}
