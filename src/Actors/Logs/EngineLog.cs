using Supervision.Actors.Dependencies;
using Supervision.Actors.Failures;
using Supervision.Actors.Heartbeats;
using Supervision.Actors.Settings;
using Supervision.Posix;

namespace Supervision.Actors.Logs;

/// <summary>The two streams of one engine, over all its attempts. Thread-safe.</summary>
internal sealed class EngineLog : IDisposable
{
    private readonly EngineSettings _settings;
    private readonly TreeLogs _logs;
    private readonly StreamSink _stdout;
    private readonly StreamSink _stderr;

    public EngineLog(EngineSettings settings, TreeLogs logs)
    {
        _settings = settings;
        _logs = logs;
        _stdout = new StreamSink(settings, OutputStream.Stdout, logs.Events, logs.Time);
        _stderr = new StreamSink(settings, OutputStream.Stderr, logs.Events, logs.Time);
        Stdout = new EngineStreamLog(_stdout, this, OutputStream.Stdout);
        Stderr = settings.Logs.Stderr.Kind == LogTargetKind.Stdout ? null : new EngineStreamLog(_stderr, this, OutputStream.Stderr);
    }

    public EngineStreamLog Stdout { get; }

    /// <summary>Null where it goes into standard output.</summary>
    public EngineStreamLog? Stderr { get; }

    /// <summary>The current attempt's, or the last one's.</summary>
    public LastLines? Last { get; private set; }

    /// <summary>Whether what it was made for are the same log settings.</summary>
    public bool Fits(EngineSettings settings) => _settings.Logs == settings.Logs && _settings.Group == settings.Group;

    public bool IsPumped(OutputStream stream) => SinkOf(stream).IsPumped;

    /// <summary>Has every line looked at until the watch has found what it looks for.</summary>
    public void Watch(LineWatch watch)
    {
        _stdout.Watch = watch;
        _stderr.Watch = watch;
    }

    /// <summary>Looks for what another one has looked for.</summary>
    public void WatchAs(EngineLog other)
    {
        if (other._stdout.Watch is { } watch)
        {
            Watch(watch);
        }
    }

    public StreamPump Begin(OutputStream stream, int pid, int attempt, LastLines last, LinePatterns patterns, AttemptSignals signals)
    {
        Last = last;
        var sink = SinkOf(stream);
        var label = new OutputLabel(_settings.Name, _settings.Group, pid, attempt, stream);
        sink.Begin(label);
        return new StreamPump(sink, label, _settings.Logs, last, patterns, signals, _logs.Events, _logs.Console, _logs.Time);
    }

    public void Dispose()
    {
        _stdout.Dispose();
        _stderr.Dispose();
    }

    private StreamSink SinkOf(OutputStream stream) => stream == OutputStream.Stderr ? _stderr : _stdout;
}
