namespace Supervision.Actors.Gates;

/// <summary>Whether a start may go on.</summary>
internal enum GateVerdict
{
    /// <summary>It may.</summary>
    Open,

    /// <summary>Not now; worth another look.</summary>
    Wait,

    /// <summary>Waiting does not help.</summary>
    Fail,
}
