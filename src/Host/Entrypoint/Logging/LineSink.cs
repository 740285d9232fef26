using System.Buffers;
using Serilog.Core;
using Supervision.Entrypoint.Output;
using LogEvent = Serilog.Events.LogEvent;

namespace Supervision.Entrypoint.Logging;

/// <summary>Serilog's way into a <see cref="LineWriter"/>.</summary>
internal sealed class LineSink(ILineFormatter formatter, LineWriter writer) : ILogEventSink, IDisposable
{
    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _line = new();

    public void Emit(LogEvent logEvent)
    {
        lock (_gate)
        {
            _line.ResetWrittenCount();
            formatter.Format(logEvent, _line);
            writer.TryWrite(_line.WrittenSpan);
        }
    }

    public void Dispose() => (formatter as IDisposable)?.Dispose();
}
