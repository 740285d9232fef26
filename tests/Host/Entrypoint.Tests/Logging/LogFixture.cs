using Supervision.Actors.Settings;
using Supervision.Entrypoint.Logging;
using Supervision.Entrypoint.Tests.Output;

namespace Supervision.Entrypoint.Tests.Logging;

/// <summary>A console log that writes into memory.</summary>
internal sealed class LogFixture
{
    private readonly FakeTarget _target = new();
    private readonly ConsoleLog _log;

    public LogFixture(LogFormat format, LogSeverity level = LogSeverity.Debug, bool colours = false)
    {
        _log = ConsoleLog.Create(new LogSettings { Format = format, Level = level }, _target, colours, TimeProvider.System);
    }

    public ConsoleLog Log => _log;

    /// <summary>Everything written; ends the log.</summary>
    public string[] Finish()
    {
        _log.Dispose();
        return _target.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public LogLine[] FinishJson() => [.. Finish().Select(LogLine.Parse)];
}
