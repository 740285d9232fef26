using System.Runtime.CompilerServices;
using System.Text;

namespace Supervision.Posix;

/// <summary>The kernel's name of a process (comm): at most 15 bytes, kept in place so that a scan allocates nothing.</summary>
[InlineArray(Capacity)]
internal struct ProcessName
{
    internal const int Capacity = 16;

    private byte _first;

    internal void Set(ReadOnlySpan<byte> name)
    {
        Span<byte> all = this;
        all.Clear();
        name[..Math.Min(name.Length, Capacity - 1)].CopyTo(all);
    }

    public override readonly string ToString()
    {
        ReadOnlySpan<byte> all = this;
        var end = all.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? all : all[..end]);
    }
}
