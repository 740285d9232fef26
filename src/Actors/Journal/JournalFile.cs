// Overview
// The file of one journal. It belongs to one daemon at a time, which holds a lock on PATH.lock (a file of its own, so that readers of the
// journal need no lock). Each record is one write; what was written survives the daemon's death by KILL, because the kernel has it, and the
// machine's death if it was flushed. When the file is opened, what follows the last good record (a record torn by the machine's death or a
// full disk) is cut off; damaged records before that are left where they are. A file without a good record is refused: it is
// somebody else's, and cutting it off would destroy it.
using Supervision.Actors.Settings;

namespace Supervision.Actors.Journal;

/// <summary>Appends records. For one caller at a time.</summary>
internal sealed class JournalFile : IDisposable
{
    // Zeros are cut off at an opening, should this process end meanwhile.
    private const int Room = 32 * 1024;

    private const int EWOULDBLOCK = 11;

    private readonly JournalSettings _settings;
    private readonly FileStream _lock;
    private FileStream _file;
    private long _length;

    private JournalFile(JournalSettings settings, FileStream @lock, FileStream file, JournalReading recovered)
    {
        _settings = settings;
        _lock = @lock;
        _file = file;
        _length = file.Length;
        Recovered = recovered;
    }

    /// <summary>What was found at the opening.</summary>
    public JournalReading Recovered { get; }

    /// <summary>Bytes that were cut off at the opening.</summary>
    public long Cut { get; private init; }

    /// <summary>Whether the file still has its name: nobody finds what is written to one that was deleted or moved away.</summary>
    public bool IsThere => File.Exists(_settings.Path);

    /// <summary>Opens, recovers and locks.</summary>
    /// <exception cref="IOException">It cannot be opened, is locked by another daemon, or is no journal.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static JournalFile Open(JournalSettings settings, Action<JournalEntry> recovered)
    {
        if (Path.GetDirectoryName(settings.Path) is { Length: > 0 } directory)
        {
            Directory.CreateDirectory(directory);
        }

        var locked = Lock(settings.Path + ".lock");
        FileStream? file = null;
        try
        {
            // The file may have been set aside just before the end, so what came before is there.
            if (File.Exists(settings.Path + ".1"))
            {
                JournalReading.Read(settings.Path + ".1", recovered);
            }

            file = OpenFile(settings.Path);
            var reading = JournalReading.Read(file, recovered);
            if (!reading.IsJournal)
            {
                throw new IOException("it is no journal, and is left as it is; choose another path");
            }

            var cut = file.Length - reading.GoodLength;
            if (cut > 0)
            {
                file.SetLength(reading.GoodLength);
            }

            file.Position = reading.GoodLength;
            return new JournalFile(settings, locked, file, reading) { Cut = cut };
        }
        catch
        {
            file?.Dispose();
            locked.Dispose();
            throw;
        }
    }

    /// <summary>Writes one line.</summary>
    /// <exception cref="IOException">It is not written; what was written of it is cut off, or will be at the next opening.</exception>
    public void Append(ReadOnlySpan<byte> line)
    {
        if (_length > 0 && _length + line.Length > _settings.MaxSize)
        {
            Rotate();
        }

        try
        {
            _file.Write(line);
            _length += line.Length;
        }
        catch (Exception error) when (error is IOException or ArgumentOutOfRangeException)
        {
            _file.SetLength(_length);
            _file.Position = _length;
            throw;
        }
    }

    /// <summary>Finds out whether there is room for some records, and not only for the one that fits into what is left of a block.</summary>
    /// <exception cref="IOException">There is not.</exception>
    public void TryRoom()
    {
        try
        {
            _file.Write(new byte[Room]);
            Flush();
        }
        finally
        {
            _file.SetLength(_length);
            _file.Position = _length;
        }
    }

    public void Flush() => _file.Flush(flushToDisk: true);

    public void Dispose()
    {
        _file.Dispose();
        _lock.Dispose();
    }

    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, bufferSize: 0);
        }
        catch (IOException error) when (error.HResult == EWOULDBLOCK)
        {
            throw new IOException($"another daemon writes it (it has locked {path}); give each daemon a journal.path of its own");
        }
    }

    private static FileStream OpenFile(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            // Last lines of engines may hold what is not for everybody.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        }

        return new FileStream(path, options);
    }

    private void Rotate()
    {
        if (_settings.Flush != JournalFlush.Never)
        {
            Flush();
        }

        for (var i = _settings.Keep; i >= 1; i--)
        {
            var from = i == 1 ? _settings.Path : $"{_settings.Path}.{i - 1}";
            if (File.Exists(from))
            {
                File.Move(from, $"{_settings.Path}.{i}", overwrite: true);
            }
        }

        if (_settings.Keep == 0)
        {
            File.Delete(_settings.Path);
        }

        var next = OpenFile(_settings.Path);
        _file.Dispose();
        _file = next;
        _length = 0;
    }
}
