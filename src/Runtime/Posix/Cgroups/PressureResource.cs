namespace Supervision.Posix;

/// <summary>What tasks wait for.</summary>
public enum PressureResource
{
    /// <summary>A processor.</summary>
    Cpu,

    /// <summary>Memory: reclaim, swapping in, refaults.</summary>
    Memory,

    /// <summary>Block devices.</summary>
    Io,
}
