namespace Supervision.Posix;

/// <summary>The kernel's two interfaces to control groups.</summary>
public enum CgroupVersion
{
    /// <summary>One hierarchy per controller; here that of the memory controller.</summary>
    V1 = 1,

    /// <summary>The unified hierarchy.</summary>
    V2 = 2,
}
