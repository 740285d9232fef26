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
        Receive<LogEvent>(logEvent => Write(output, prefix is null ? logEvent.ToString() : $"{prefix} {logEvent}"));
        Receive<InitializeLogger>(initialize =>
        {
            initialize.LoggingBus.Subscribe(Self, typeof(LogEvent));
            Sender.Tell(new LoggerInitialized());
        });
    }

    private static void Write(ITestOutputHelper output, string? line)
    {
        try
        {
            output.WriteLine(line);
        }
        catch (InvalidOperationException)
        {
            // The test is over and its output closed; what a system says while it goes down has no place to go.
        }
    }
}
