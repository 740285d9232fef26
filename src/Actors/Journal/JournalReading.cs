using System.Text;

namespace Supervision.Actors.Journal;

/// <summary>Reads the file of a journal, also while a daemon writes it.</summary>
public sealed class JournalReading
{
    private const int Chunk = 64 * 1024;

    // Longer than any record: what has no line feed for so long is none.
    private const int LongestLine = JournalRecord.Longest * 4;

    private bool _beginsWell = true;

    private JournalReading()
    {
    }

    /// <summary>Records whose checksum is right.</summary>
    public long Records { get; private set; }

    /// <summary>Lines that are no such record; the last one may be one that is being written.</summary>
    public long Damaged { get; private set; }

    /// <summary>Bytes up to the end of the last good record.</summary>
    public long GoodLength { get; private set; }

    /// <summary>Number of the last good record; 0 where there is none.</summary>
    public long LastNumber { get; private set; }

    /// <summary>Whether there is a good record in it, or at most half a record.</summary>
    public bool IsJournal => Records > 0 || _beginsWell;

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="entry">Hears each good record, in order.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static JournalReading Read(string path, Action<JournalEntry> entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        return Read(file, entry);
    }

    internal static JournalReading Read(Stream file, Action<JournalEntry> entry)
    {
        var reading = new JournalReading();
        var buffer = new byte[Chunk];
        var held = 0;
        long position = 0;
        while (true)
        {
            if (held == buffer.Length)
            {
                if (held >= LongestLine)
                {
                    reading.Take(buffer.AsSpan(0, held), position, entry);
                    position += held;
                    held = 0;
                }
                else
                {
                    Array.Resize(ref buffer, buffer.Length * 2);
                }
            }

            var read = file.Read(buffer, held, buffer.Length - held);
            if (read == 0)
            {
                break;
            }

            held += read;
            var begin = 0;
            while (buffer.AsSpan(begin, held - begin).IndexOf((byte)'\n') is var length and >= 0)
            {
                reading.Take(buffer.AsSpan(begin, length), position, entry, whole: true);
                begin += length + 1;
                position += length + 1;
            }

            buffer.AsSpan(begin, held - begin).CopyTo(buffer);
            held -= begin;
        }

        if (held > 0)
        {
            reading.Take(buffer.AsSpan(0, held), position, entry);
        }

        return reading;
    }

    private void Take(ReadOnlySpan<byte> line, long position, Action<JournalEntry> entry, bool whole = false)
    {
        if (whole && JournalRecord.TryRead(line, out var json))
        {
            Records++;
            LastNumber = JournalRecord.NumberOf(json);
            GoodLength = position + line.Length + 1;
            entry(new JournalEntry(LastNumber, Encoding.UTF8.GetString(json)));
            return;
        }

        if (position == 0)
        {
            // Half a record, or the zeros that some file systems leave of one.
            _beginsWell = !whole && (line.IndexOfAnyExcept((byte)0) < 0 || line[..Math.Min(8, line.Length)].IndexOfAnyExcept("0123456789abcdef"u8) < 0);
        }

        Damaged++;
    }
}
