namespace Supervision.Actors.Logs;

/// <summary>Reads the file of a stream as supervisord's clients expect it. What was rotated away is not part of it.</summary>
internal static class LogFileReader
{
    public static LogReadResult Read(string path, long offset, long length, out byte[] bytes)
    {
        bytes = [];
        if ((offset < 0 && length != 0) || length < 0)
            return LogReadResult.BadArguments;
        try
        {
            using var file = Open(path);
            var size = file.Length;
            var start = offset < 0 ? Math.Max(0, size + offset) : Math.Min(offset, size);
            var count = offset < 0 || length == 0 ? size - start : Math.Min(length, size - start);
            bytes = ReadAt(file, start, count);
            return LogReadResult.Read;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return LogReadResult.NoFile;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return LogReadResult.Failed;
        }
    }

    public static LogTailPart Tail(string path, long offset, long length)
    {
        try
        {
            using var file = Open(path);
            var size = file.Length;
            length = Math.Clamp(length, 0, size);
            // Who asks beyond the end has seen everything; who asks for more than there is gets the last bytes.
            var overflow = size > offset + length;
            if (!overflow && offset >= size)
                length = 0;
            var start = overflow || offset + length > size ? size - length : Math.Max(0, offset);
            return new LogTailPart(ReadAt(file, start, length), size, overflow);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new LogTailPart(default, 0, false);
        }
    }

    /// <summary>The last bytes, or lines, of a file.</summary>
    public static byte[] Last(string path, int bytes) =>
        Read(path, -(long)bytes, 0, out var found) == LogReadResult.Read ? found : [];

    private static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);

    private static byte[] ReadAt(FileStream file, long start, long count)
    {
        // More than an array holds is not what anybody means to get in one answer.
        var bytes = new byte[Math.Min(count, Array.MaxLength)];
        file.Position = start;
        var read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read == bytes.Length ? bytes : bytes[..read];
    }
}
