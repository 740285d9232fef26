using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using MsLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Supervision.Hosting.Tests.Support;

/// <summary>Keeps everything that is logged, and lets tests wait for an entry.</summary>
internal sealed class CapturedLog : ILoggerProvider
{
    private static readonly TimeSpan _deadline = TimeSpan.FromSeconds(20);
    private readonly ConcurrentQueue<LogEntry> _entries = new();
    private TaskCompletionSource _more = New();

    public IReadOnlyCollection<LogEntry> Entries => _entries;

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    /// <summary>The first entry that fits, as soon as it is there.</summary>
    public async Task<LogEntry> WaitAsync(Func<LogEntry, bool> fits)
    {
        using var deadline = new CancellationTokenSource(_deadline);
        while (true)
        {
            var more = Volatile.Read(ref _more).Task;
            if (_entries.FirstOrDefault(fits) is { } found)
                return found;
            try
            {
                await more.WaitAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail("not logged in time; logged was:\n" + string.Join('\n', _entries.Select(entry => $"{entry.Category}: {entry.Text}")));
            }
        }
    }

    public void Dispose()
    {
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Writer(CapturedLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(MsLevel logLevel) => true;

        public void Log<TState>(MsLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var fields = new Dictionary<string, object?>(StringComparer.Ordinal);
            foreach (var (name, value) in state as IEnumerable<KeyValuePair<string, object?>> ?? [])
                fields[name] = value;
            log._entries.Enqueue(new LogEntry(category, logLevel, eventId, formatter(state, exception), fields));
            Interlocked.Exchange(ref log._more, New()).TrySetResult();
        }
    }
}
