namespace Supervision.Posix;

/// <summary>Whether a GPU is cut into instances (MIG).</summary>
public enum GpuMigMode
{
    /// <summary>The GPU cannot be cut.</summary>
    NotSupported,

    /// <summary>It can be, and is not.</summary>
    Disabled,

    /// <summary>It is: memory and processes belong to instances, and utilisation is not known.</summary>
    Enabled,
}
