using System.Buffers;
using LogEvent = Serilog.Events.LogEvent;

namespace Supervision.Entrypoint.Logging;

/// <summary>Renders a log event as one line of UTF-8 with its line end. Not thread-safe.</summary>
internal interface ILineFormatter
{
    void Format(LogEvent logEvent, IBufferWriter<byte> output);
}
