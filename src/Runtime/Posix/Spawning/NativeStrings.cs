using System.Runtime.InteropServices;
using System.Text;

namespace Supervision.Posix;

/// <summary>A null-terminated vector of null-terminated UTF-8 strings in one native block: an argv or an envp.</summary>
internal sealed unsafe class NativeStrings : IDisposable
{
    private readonly byte** _vector;

    internal NativeStrings(IReadOnlyList<string> strings)
    {
        var pointers = (nuint)(strings.Count + 1) * (nuint)sizeof(byte*);
        nuint bytes = 0;
        foreach (var text in strings)
            bytes += (nuint)Encoding.UTF8.GetByteCount(text) + 1;

        _vector = (byte**)NativeMemory.Alloc(pointers + bytes);
        var next = (byte*)_vector + pointers;
        for (var i = 0; i < strings.Count; i++)
        {
            _vector[i] = next;
            var room = Encoding.UTF8.GetMaxByteCount(strings[i].Length);
            var exact = Encoding.UTF8.GetByteCount(strings[i]);
            next += Encoding.UTF8.GetBytes(strings[i], new Span<byte>(next, Math.Min(room, exact)));
            *next++ = 0;
        }

        _vector[strings.Count] = null;
    }

    internal byte** Pointer => _vector;

    public void Dispose() => NativeMemory.Free(_vector);
}
