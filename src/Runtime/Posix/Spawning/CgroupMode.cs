namespace Supervision.Posix;

/// <summary>Whether a process gets a control group (version 2) of its own, by which its whole tree is killed and proved empty.</summary>
public enum CgroupMode
{
    /// <summary>No.</summary>
    Off,

    /// <summary>Where a writable hierarchy exists and it costs nothing, because the start goes through the helper anyway.</summary>
    Auto,

    /// <summary>Always; without a writable hierarchy the start fails.</summary>
    Required,
}
