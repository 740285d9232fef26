namespace Supervision.Actors;

/// <summary>What became of a write to an engine's standard input.</summary>
public enum EngineStdinResult
{
    /// <summary>Every byte is in the pipe.</summary>
    Written,

    /// <summary>There is no engine of that name.</summary>
    NotFound,

    /// <summary>It has no process.</summary>
    NotRunning,

    /// <summary>Its standard input is no pipe: <c>stdin</c> is not <c>pipe</c>.</summary>
    NotPiped,

    /// <summary>Its standard input was closed, by it or by us.</summary>
    Closed,

    /// <summary>It did not read in time; a part may have been written.</summary>
    Full,
}
