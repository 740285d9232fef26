using Supervision.Actor.Internal;

namespace Supervision.Actor;

/// <content>Receive timeout.</content>
public partial class ActorCell
{
    /// <inheritdoc/>
    public TimeSpan? ReceiveTimeout => _extras?.Timeout?.Duration;

    /// <inheritdoc/>
    public void SetReceiveTimeout(TimeSpan? timeout)
    {
        if (timeout is { } duration && duration <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(timeout), "Receive timeout must be greater than zero");
        }

        if (timeout is null)
        {
            _extras?.Timeout?.Cancel();
        }
        else
        {
            (Extras.Timeout ??= new ReceiveTimeoutState(this)).Start(timeout.Value);
        }
    }
}
