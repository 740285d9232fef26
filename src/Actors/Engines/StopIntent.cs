namespace Supervision.Actors.Engines;

/// <summary>What shall follow once the tree of the current attempt is empty.</summary>
internal enum StopIntent
{
    /// <summary>Stay down.</summary>
    Stop,

    /// <summary>Start again at once.</summary>
    Restart,

    /// <summary>Report the attempt as failed.</summary>
    Fail,
}
