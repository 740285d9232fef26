using System.Globalization;

namespace Supervision.Actors.Settings;

/// <summary>A limit that is a size, or a share of another limit.</summary>
/// <param name="Bytes">The size; 0 where it is a share.</param>
/// <param name="Share">The share, above 0 and up to 1; 0 where it is a size.</param>
public readonly record struct MemoryShare(long Bytes, double Share)
{
    /// <summary>Whether there is no limit.</summary>
    public bool IsNone => Bytes == 0 && Share == 0;

    /// <summary>The limit in bytes; null where there is none, or nothing to take a share of.</summary>
    /// <param name="limit">What a share is a share of; null where that is unlimited.</param>
    public long? Of(long? limit) => Bytes > 0 ? Bytes : Share > 0 && limit is { } all ? (long)(all * Share) : null;

    /// <summary>As it is written in a configuration.</summary>
    public override string ToString() => Share > 0 ? Share.ToString(CultureInfo.InvariantCulture) : Bytes.ToString(CultureInfo.InvariantCulture);
}
