using System.Collections.Concurrent;
using Supervision.Actors.Dependencies;
using Supervision.Actors.Events;
using Supervision.Actors.Settings;
using Supervision.Posix;

namespace Supervision.Actors.Logs;

/// <summary>The output of every engine of a tree. Thread-safe.</summary>
public sealed class TreeLogs
{
    private readonly ConcurrentDictionary<string, EngineLog> _engines = new(StringComparer.Ordinal);

    internal TreeLogs(EventPublisher events, IOutputConsole? console, TimeProvider time)
    {
        Events = events;
        Console = console;
        Time = time;
    }

    internal EventPublisher Events { get; }

    internal IOutputConsole? Console { get; }

    internal TimeProvider Time { get; }

    /// <summary>One stream of an engine; null where there is no such engine, or its standard error goes into its standard output.</summary>
    /// <param name="engine">Instance name.</param>
    /// <param name="stream">The stream.</param>
    public EngineStreamLog? Find(string engine, OutputStream stream) =>
        !_engines.TryGetValue(engine, out var log) ? null : stream == OutputStream.Stdout ? log.Stdout : log.Stderr;

    /// <summary>Closes and opens every log file, for programs that rotate logs themselves. May wait for a file system, a few seconds at most for each.</summary>
    public void Reopen()
    {
        foreach (var log in _engines.Values)
        {
            log.Stdout.Reopen();
            log.Stderr?.Reopen();
        }
    }

    /// <summary>Has every line of an engine looked at.</summary>
    internal void Watch(EngineSettings settings, LineWatch watch) => Existing(settings).Watch(watch);

    /// <summary>For an attempt that begins: what it writes to is made anew where the settings changed. Only the engine's own actor asks.</summary>
    internal EngineLog For(EngineSettings settings)
    {
        var log = Existing(settings);
        if (log.Fits(settings))
        {
            return log;
        }

        var next = new EngineLog(settings, this);
        next.WatchAs(log);
        _engines[settings.Name] = next;
        log.Dispose();
        return next;
    }

    private EngineLog Existing(EngineSettings settings) =>
        _engines.GetOrAdd(settings.Name, static (_, all) => new EngineLog(all.settings, all.logs), (settings, logs: this));

    /// <summary>Closes everything, at the end of the tree.</summary>
    internal void Close()
    {
        foreach (var log in _engines.Values)
            log.Dispose();
    }
}
