using System.Threading.Channels;
using Supervision.Event;

namespace Supervision.Kernel.Tests.Event;

/// <summary>A minimal logger that keeps what passes its filter, for a test to take.</summary>
internal class Output : MinimalLogger
{
    private readonly Channel<LogEvent> _events = Channel.CreateUnbounded<LogEvent>();

    public async Task<LogEvent> Next()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return await _events.Reader.ReadAsync(deadline.Token);
    }

    public async Task<LogEvent> FishFor(string part)
    {
        while (true)
        {
            var next = await Next();
            if (next.Message.ToString()!.Contains(part, StringComparison.Ordinal))
                return next;
        }
    }

    protected override void Log(object message)
    {
        if (message is LogEvent logEvent && Filter.ShouldTryKeepMessage(logEvent, out _))
            _events.Writer.TryWrite(logEvent);
    }
}
