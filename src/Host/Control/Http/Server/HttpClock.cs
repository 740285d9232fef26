using System.Globalization;
using System.Text;

namespace Supervision.Control.Http.Server;

/// <summary>The line with the date that each answer has, made once a second. Thread-safe.</summary>
internal sealed class HttpClock(TimeProvider time)
{
    private Line? _last;

    public ReadOnlySpan<byte> Date
    {
        get
        {
            DateTimeOffset now = time.GetUtcNow();
            long second = now.Ticks / TimeSpan.TicksPerSecond;
            if (_last is not { } line || line.Second != second)
                _last = line = new Line(second, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Date: {now:R}\r\n")));
            return line.Text;
        }
    }

    private sealed record Line(long Second, byte[] Text);
}
