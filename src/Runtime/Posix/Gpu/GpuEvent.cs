namespace Supervision.Posix;

/// <summary>An Xid error of a GPU, as it happens.</summary>
/// <param name="Device">Number of the GPU; −1 where the driver does not say which.</param>
/// <param name="Xid">The number in NVIDIA's catalogue.</param>
public sealed record GpuEvent(int Device, int Xid)
{
    /// <summary>What it asks for.</summary>
    public XidClass Class => Xid switch
    {
        8 or 13 or 31 or 43 or 45 or 94 => XidClass.Application,
        46 or 48 or 62 or 64 or 74 or 79 or 95 or 119 or 120 or 140 => XidClass.Device,
        63 or 92 => XidClass.Notice,
        _ => XidClass.Unknown,
    };
}
