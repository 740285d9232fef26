namespace Supervision.Actors.Settings;

/// <summary>What a kind of failure leads to (<c>failures.policy</c>).</summary>
public enum FailureAction
{
    /// <summary>Another attempt by the rules of backoff, budget and intensity.</summary>
    Retry,

    /// <summary>Another attempt after the backoff that costs neither budget nor intensity, for at most <see cref="FailureSettings.WaitLimit"/>; then as <see cref="Retry"/>.</summary>
    Wait,

    /// <summary>This engine becomes FATAL and its group and all others go on.</summary>
    Stop,

    /// <summary>Its group gives up at once, and with it the tree.</summary>
    Exit,
}
