namespace Supervision.Actor;

/// <summary>Wants to know when a <see cref="Cancelable"/> is cancelled, without the cost of a token.</summary>
internal interface ICancellationListener
{
    /// <summary>It was cancelled. Called once, outside of any lock of the cancelable.</summary>
    void Cancelled();
}
