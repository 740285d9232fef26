using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Supervision.ProcessBenchmarks;

/// <summary>The starts of programs, each with the moment at which the program itself said so.</summary>
internal sealed class Starts : IDisposable
{
    private readonly BlockingCollection<(int Pid, long At)> _starts = [];
    private readonly FileStream _fifo;

    public Starts(string path)
    {
        Native.MakeFifo(path);
        // Both ends, so that the stream does not end with the last writer.
        _fifo = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        new Thread(Read) { IsBackground = true }.Start();
    }

    public (int Pid, long At) Next(TimeSpan limit) =>
        _starts.TryTake(out var start, limit) ? start : throw new TimeoutException($"no program started within {limit.TotalSeconds:0} s");

    public void Dispose()
    {
        _fifo.Dispose();
        _starts.Dispose();
    }

    // One line is one write, and a FIFO keeps short writes whole.
    private void Read()
    {
        var buffer = new byte[64 * 1024];
        var line = 0;
        try
        {
            while (_fifo.Read(buffer) is > 0 and var count)
            {
                var now = Stopwatch.GetTimestamp();
                foreach (var value in buffer.AsSpan(0, count))
                {
                    if (value != '\n')
                    {
                        line = line * 10 + (value - '0');
                        continue;
                    }

                    _starts.Add((line, now));
                    line = 0;
                }
            }
        }
        catch (Exception e) when (e is ObjectDisposedException or IOException)
        {
            // Closed: the measurement is over.
        }
    }
}
