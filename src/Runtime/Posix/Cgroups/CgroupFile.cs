using System.Buffers.Text;
using System.Text;

namespace Supervision.Posix;

/// <summary>Reads the small files of a control group.</summary>
internal static class CgroupFile
{
    // memory.stat is the longest, with about 2 KiB.
    private const int MaxBytes = 16 * 1024;

    /// <summary>The file's bytes; empty when it is absent or may not be read.</summary>
    internal static ReadOnlySpan<byte> Read(string path)
    {
        try
        {
            using var file = File.OpenHandle(path);
            var buffer = new byte[MaxBytes];
            var length = 0;
            int count;
            while (length < MaxBytes && (count = RandomAccess.Read(file, buffer.AsSpan(length), length)) > 0)
                length += count;
            return buffer.AsSpan(0, length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A group that is gone, a controller that is off, a file that is not ours to read: nothing is known then, which is an answer.
            return default;
        }
    }

    /// <summary>The number a file holds; null for <c>max</c>, for the huge numbers that mean no limit in version 1, and for no number.</summary>
    internal static long? Number(string path)
    {
        var text = Read(path);
        return Utf8Parser.TryParse(text, out long value, out _) && value < 1L << 60 ? value : null;
    }

    /// <summary>The number behind a name in a file of lines <c>name number</c>.</summary>
    internal static long? Number(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        foreach (var range in text.Split((byte)'\n'))
        {
            var line = text[range];
            if (line.Length > name.Length && line[name.Length] == ' ' && line.StartsWith(name)
                && Utf8Parser.TryParse(line[(name.Length + 1)..], out long value, out _))
            {
                return value;
            }
        }

        return null;
    }

    internal static string Text(string path) => Encoding.UTF8.GetString(Read(path));
}
