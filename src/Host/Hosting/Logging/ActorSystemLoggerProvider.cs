using Microsoft.Extensions.Logging;
using MsLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Supervision.Hosting;

/// <summary>Hands what the host logs to the loggers of the actor system.</summary>
[ProviderAlias("ActorSystem")]
internal sealed class ActorSystemLoggerProvider(HostLogTarget target) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Writer(target, categoryName);

    public void Dispose()
    {
    }

    private sealed class Writer(HostLogTarget target, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(MsLevel logLevel) => logLevel != MsLevel.None;

        public void Log<TState>(MsLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            // What came from actors or from the tree is there already.
            if (state is not LogState && IsEnabled(logLevel))
                target.Publish(logLevel, category, formatter(state, exception), exception);
        }
    }
}
