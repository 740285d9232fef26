// Overview
// Lines come on the threads that read the engines' pipes, which must not wait, while a logger may write to a slow disk. So lines are queued,
// bounded, and one task logs them. When the queue is full the newest lines are dropped and counted, and the count is logged at that place.
using System.Collections.Concurrent;
using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Supervision.Actors.Logs;
using Supervision.Actors.Messages;
using MsLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Supervision.Hosting;

/// <summary>
/// Lines of engines whose output is inherited, as log entries of the category <c>Supervision.Engine.NAME</c> with the fields <c>Engine</c>,
/// <c>Group</c>, <c>Pid</c>, <c>Attempt</c>, <c>Stream</c> and <c>Line</c>. Thread-safe.
/// </summary>
internal sealed class EngineLineLog : IOutputConsole, IAsyncDisposable
{
    public const string CategoryPrefix = "Supervision.Engine.";

    private const int Capacity = 10_000;
    private const string Template = "{Line}";

    private static readonly EventId _lineId = new(DaemonMessages.Output.Id, DaemonMessages.Output.Name);
    private static readonly EventId _droppedId = new(DaemonMessages.OutputDropped.Id, DaemonMessages.OutputDropped.Name);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, ILogger> _loggers = new(StringComparer.Ordinal);
    private readonly Channel<(OutputLabel Label, string Line, DateTimeOffset At)> _queue =
        Channel.CreateBounded<(OutputLabel, string, DateTimeOffset)>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    private readonly Microsoft.Extensions.Logging.ILoggerFactory _factory;
    private readonly Task _writing;
    private long _dropped;

    public EngineLineLog(Microsoft.Extensions.Logging.ILoggerFactory factory)
    {
        _factory = factory;
        _writing = Task.Run(WriteAsync);
    }

    /// <inheritdoc/>
    public bool IsOn => true;

    /// <inheritdoc/>
    public void Write(OutputLabel label, LineBatch lines, DateTimeOffset at, long firstSequence)
    {
        if (!LoggerOf(label.Engine).IsEnabled(MsLevel.Information))
            return;
        for (var i = 0; i < lines.Count; i++)
        {
            if (!_queue.Writer.TryWrite((label, Encoding.UTF8.GetString(lines[i]), at)))
            {
                Interlocked.Add(ref _dropped, lines.Count - i);
                return;
            }
        }
    }

    /// <summary>Logs what is queued, for a bounded time.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await Task.WhenAny(_writing, Task.Delay(_patience)).ConfigureAwait(false);
    }

    private async Task WriteAsync()
    {
        await foreach (var (label, line, at) in _queue.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                ReportDropped(label);
                LoggerOf(label.Engine).Log(MsLevel.Information, _lineId, StateOf(label, line, at), null, LogState.Formatter);
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                // A logger that throws loses its own line, as one that is slow does.
                Interlocked.Increment(ref _dropped);
            }
        }
    }

    private void ReportDropped(OutputLabel label)
    {
        var dropped = Interlocked.Exchange(ref _dropped, 0);
        if (dropped == 0)
            return;
        var state = new LogState($"lines of engines dropped because they came faster than they could be logged: {dropped}", "lines of engines dropped: {Lines}", [new("Lines", dropped)]);
        LoggerOf(label.Engine).Log(MsLevel.Warning, _droppedId, state, null, LogState.Formatter);
    }

    private static LogState StateOf(OutputLabel label, string line, DateTimeOffset at) => new(
        line,
        Template,
        [
            new("Engine", label.Engine),
            new("Group", label.Group),
            new("Pid", label.Pid),
            new("Attempt", label.Attempt),
            new("Stream", label.StreamName),
            new("Line", line),
            new("Timestamp", at),
        ]);

    private ILogger LoggerOf(string engine) => _loggers.GetOrAdd(engine, name => _factory.CreateLogger(CategoryPrefix + name));
}
