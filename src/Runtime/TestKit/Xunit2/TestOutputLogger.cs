using Supervision.Actor;
using Supervision.Event;
using Xunit.Abstractions;

namespace Supervision.TestKit.Xunit2.Internals;

/// <summary>Writes a system's log events to the output of the running test.</summary>
public class TestOutputLogger : ReceiveActor
{
    /// <summary>Writes to the output.</summary>
    public TestOutputLogger(ITestOutputHelper output)
        : this(output, null)
    {
    }

    internal TestOutputLogger(ITestOutputHelper output, string? prefix)
    {
        ArgumentNullException.ThrowIfNull(output);
        Receive<LogEvent>(logEvent => Write(output, logEvent, prefix));
        Receive<InitializeLogger>(initialize =>
        {
            initialize.LoggingBus.Subscribe(Self, typeof(LogEvent));
            Sender.Tell(new LoggerInitialized());
        });
    }

    private static void Write(ITestOutputHelper output, LogEvent logEvent, string? prefix)
    {
        try
        {
            output.WriteLine(prefix is null ? logEvent.ToString() : $"{prefix} {logEvent}");
        }
        catch (FormatException e)
        {
            // Told as an event of its own, since it is the test that logs what cannot be formatted.
            Exception cause = logEvent.Cause is null ? e : new AggregateException(e, logEvent.Cause);
            var template = logEvent.Message is LogMessage message ? message.Unformatted() : logEvent.Message.GetType().Name;
            Context.System.EventStream.Publish(
                new Error(cause, logEvent.LogSource, logEvent.LogClass, $"A log message of level {logEvent.LogLevel()} could not be formatted: {template}"));
        }
        catch (InvalidOperationException)
        {
            // The test is over and its output closed; what a system says while it goes down has no place to go.
        }
    }
}
