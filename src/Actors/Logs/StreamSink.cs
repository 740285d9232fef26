using System.Buffers;
using Supervision.Actors.Dependencies;
using Supervision.Actors.Events;
using Supervision.Actors.Messages;
using Supervision.Actors.Settings;
using Supervision.Posix;

namespace Supervision.Actors.Logs;

// Overview
// What outlives the attempts of an engine: its file, its syslog socket, its followers. Several threads come here (a pump with bytes,
// a client that clears or reopens, a compression that is done), so one lock orders them. A pump may hold it for as long as a file
// system hangs; clients therefore wait for it a bounded time. A target that fails is reported once, with the reason, and once more when
// it works again, with what was lost in between.

/// <summary>Where one stream of one engine goes, over all its attempts. Thread-safe.</summary>
internal sealed class StreamSink : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    private const int MostKept = 1024 * 1024;

    // One for each pump thread, not for each engine: there are thousands of those.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _formatted;

    private readonly object _gate = new();
    private readonly EngineSettings _engine;
    private readonly OutputStream _stream;
    private readonly EventPublisher _events;
    private readonly TimeProvider _time;
    private readonly LogFile? _file;
    private readonly SyslogSender? _syslog;
    private readonly TargetHealth _fileHealth;
    private readonly TargetHealth _syslogHealth;
    private readonly TargetHealth _rotationHealth;
    private LogFollower[] _followers = [];
    private volatile OutputLabel? _label;
    private volatile LineWatch? _watch;

    /// <summary>Looks for lines that other engines wait for; set before the first attempt, and by a reload.</summary>
    public LineWatch? Watch
    {
        get => _watch;
        set => _watch = value;
    }

    public StreamSink(EngineSettings engine, OutputStream stream, EventPublisher events, TimeProvider time)
    {
        _engine = engine;
        _stream = stream;
        _events = events;
        _time = time;
        Target = stream == OutputStream.Stdout ? engine.Logs.Stdout : engine.Logs.Stderr;
        Format = Target.Kind == LogTargetKind.File ? engine.Logs.Format : LogFileFormat.Raw;
        var path = Target.Kind switch
        {
            LogTargetKind.File => Target.Path!,
            LogTargetKind.PassThrough => stream == OutputStream.Stdout ? "/dev/stdout" : "/dev/stderr",
            _ => null,
        };
        _file = path is null ? null : new LogFile(path, engine.Logs.Rotate, time, _gate);
        _syslog = engine.Logs.Syslog.IsOn && Target.Kind != LogTargetKind.Stdout ? new SyslogSender(engine.Logs.Syslog, time) : null;
        _fileHealth = new TargetHealth(path ?? "");
        _rotationHealth = new TargetHealth(path ?? "");
        _syslogHealth = new TargetHealth(_syslog?.Target ?? "");
    }

    public LogTarget Target { get; }

    public LogFileFormat Format { get; }

    /// <summary>The file that clients may read; null where there is none.</summary>
    public string? Path => Target.Kind == LogTargetKind.File ? Target.Path : null;

    /// <summary>Whether something here may be slow, so that it needs a thread apart.</summary>
    public bool IsPumped => _file is not null || _syslog is not null;

    public bool HasFile => _file is not null;

    public bool HasSyslog => _syslog is not null;

    public bool HasFollowers => Volatile.Read(ref _followers).Length > 0;

    /// <summary>Opens the file with the first attempt, so that a path that does not work is known before the first line.</summary>
    public void Begin(OutputLabel label)
    {
        _label = label;
        if (_file is not null && Monitor.TryEnter(_gate, _patience))
        {
            try
            {
                _file.Open();
            }
            finally
            {
                Monitor.Exit(_gate);
            }
        }
    }

    /// <summary>Bytes as the engine wrote them, for the file and for followers.</summary>
    public void WriteRaw(ReadOnlySpan<byte> data)
    {
        lock (_gate)
        {
            Share_NeedsLock(data);
            if (_file is not null)
                Write_NeedsLock(data, whole: false);
        }
    }

    /// <summary>Lines in the file's format.</summary>
    public void WriteLines(LineBatch lines, FileLineFormat format, DateTimeOffset at)
    {
        var output = _formatted ??= new ArrayBufferWriter<byte>(64 * 1024);
        output.ResetWrittenCount();
        format.Write(lines, at, output);
        lock (_gate)
        {
            Share_NeedsLock(output.WrittenSpan);
            Write_NeedsLock(output.WrittenSpan, whole: true);
        }

        if (output.Capacity > MostKept)
            _formatted = null;
    }

    /// <summary>Bytes straight from the pipe; only where <see cref="HasFile"/>, and nobody follows.</summary>
    public int Move(PipeSource source, int most)
    {
        lock (_gate)
        {
            var moved = _file!.MoveFrom(source, most);
            Account(_fileHealth, moved.Taken - moved.Lost, moved.Lost, moved.Problem);
            AccountRotation_NeedsLock();
            return moved.Taken;
        }
    }

    public void SendSyslog(OutputLabel label, LineBatch lines, DateTimeOffset at)
    {
        lock (_gate)
        {
            var lost = _syslog!.Send(label, lines, at, out var problem);
            Account(_syslogHealth, lines.Count - lost, lost, problem);
        }
    }

    /// <summary>The target took nothing for so long that the engine's output was thrown away. Without the lock: whoever hangs holds it.</summary>
    public void Discarded(long bytes)
    {
        var health = _file is not null ? _fileHealth : _syslogHealth;
        if (health.Lose(bytes))
            Report(health, "it takes no output");
    }

    public LogFollower Follow(int capacity, Func<ReadOnlyMemory<byte>> first)
    {
        var follower = new LogFollower(capacity, Leave);
        // Nothing is written between the past and the first that follows; where a pump hangs, the past is left out.
        var entered = Monitor.TryEnter(_gate, _patience);
        try
        {
            if (entered && first() is { Length: > 0 } begin)
                follower.Add(begin);
            Change(all => [.. all, follower]);
        }
        finally
        {
            if (entered)
                Monitor.Exit(_gate);
        }

        return follower;
    }

    /// <summary>Closes the file and opens whatever has its name now; false where the file system hangs.</summary>
    public bool Reopen() => WithFile(file =>
    {
        file.Reopen();
        return true;
    });

    /// <summary>Empties the file and deletes nothing else; false where there is no such file.</summary>
    public bool Clear() => WithFile(file => file.Clear());

    public void Dispose()
    {
        foreach (var follower in Interlocked.Exchange(ref _followers, []))
            follower.End();
        // A pump that hangs has the lock, and with it the file: it is left to the end of the process.
        if (!Monitor.TryEnter(_gate, _patience))
            return;
        try
        {
            _file?.Dispose();
            _syslog?.Dispose();
        }
        finally
        {
            Monitor.Exit(_gate);
        }
    }

    private bool WithFile(Func<LogFile, bool> act)
    {
        if (_file is null || !Monitor.TryEnter(_gate, _patience))
            return false;
        try
        {
            return act(_file);
        }
        finally
        {
            Monitor.Exit(_gate);
        }
    }

    private void Leave(LogFollower follower) => Change(all => [.. all.Where(one => one != follower)]);

    private void Change(Func<LogFollower[], LogFollower[]> change)
    {
        LogFollower[] before;
        do
            before = Volatile.Read(ref _followers);
        while (Interlocked.CompareExchange(ref _followers, change(before), before) != before);
    }

    private void Share_NeedsLock(ReadOnlySpan<byte> data)
    {
        var followers = Volatile.Read(ref _followers);
        if (followers.Length == 0 || data.IsEmpty)
            return;
        var chunk = data.ToArray();
        foreach (var follower in followers)
            follower.Add(chunk);
    }

    private void Write_NeedsLock(ReadOnlySpan<byte> data, bool whole)
    {
        var written = _file!.Write(data, whole, out var problem);
        Account(_fileHealth, written, data.Length - written, problem);
        AccountRotation_NeedsLock();
    }

    // Told once, too, but apart: nothing is lost by it, and it must not hide that something is.
    private void AccountRotation_NeedsLock()
    {
        if (_file!.RotationProblem is not { } problem)
            _rotationHealth.Recover();
        else if (_rotationHealth.Lose(0))
            Report(_rotationHealth, problem);
    }

    private void Account(TargetHealth health, int taken, int lost, string? problem)
    {
        if (problem is not null)
        {
            if (health.Lose(lost))
                Report(health, problem);
        }
        else if (taken > 0 && health.Recover() is { } all && _label is { } label)
        {
            _events.Publish(new EngineLogRecovered(_engine.Name, _engine.Group, label.Pid, label.Attempt, _stream, health.Target, all));
        }
    }

    private void Report(TargetHealth health, string problem) => _events.Publish(
        new EngineLogFailed(_engine.Name, _engine.Group, _label?.Pid, _label?.Attempt ?? 0, _stream, health.Target, health == _fileHealth ? FileProblem.Of(problem) : problem)
        {
            OnlyGrows = health == _rotationHealth,
        });
}
