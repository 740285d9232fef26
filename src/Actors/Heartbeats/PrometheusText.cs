// Overview
// Engines answer with tens of thousands of series of which a handful matter, every few seconds for each engine. So the text is never held
// as a whole nor turned into strings: lines are cut from one buffer, and only a line whose name is asked for is looked at further.
using System.Buffers;
using System.Buffers.Text;

namespace Supervision.Actors.Heartbeats;

/// <summary>Sums of some metrics from Prometheus' text format. Not thread-safe; reused from scrape to scrape.</summary>
internal sealed class PrometheusText(IReadOnlyList<MetricSelector> metrics)
{
    /// <summary>A text that is longer is not read to its end, and counts as no answer.</summary>
    public const int LongestText = 64 * 1024 * 1024;

    // A longer line is passed over: no metric that is asked for has one.
    private const int LongestLine = 64 * 1024;

    private readonly double[] _sums = new double[metrics.Count];
    private readonly bool[] _found = new bool[metrics.Count];

    /// <summary>The sum over the series of a metric; null where there was none.</summary>
    public double? this[int metric] => _found[metric] ? _sums[metric] : null;

    /// <summary>Reads a text to its end.</summary>
    /// <exception cref="IOException">It broke off, or is too long.</exception>
    public async Task ReadAsync(Stream text, CancellationToken cancellation)
    {
        Clear();
        var buffer = ArrayPool<byte>.Shared.Rent(LongestLine);
        try
        {
            var length = 0;
            var total = 0L;
            var skipping = false;
            while (true)
            {
                var count = await text.ReadAsync(buffer.AsMemory(length), cancellation).ConfigureAwait(false);
                if (count == 0)
                    break;
                total += count;
                if (total > LongestText)
                    throw new IOException("the metrics are longer than 64 MiB");
                length = Cut(buffer, length + count, ref skipping);
            }

            if (!skipping)
                Line(buffer.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Reads a whole text.</summary>
    public void Read(ReadOnlySpan<byte> text)
    {
        Clear();
        foreach (var line in text.Split((byte)'\n'))
            Line(text[line]);
    }

    /// <summary>The index of the quote that ends a quoted text; −1 where there is none.</summary>
    public static int EndOfQuoted(ReadOnlySpan<byte> text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == (byte)'\\')
                i++;
            else if (text[i] == (byte)'"')
                return i;
        }

        return -1;
    }

    private void Clear()
    {
        Array.Clear(_sums);
        Array.Clear(_found);
    }

    // Takes whole lines and moves the rest to the front.
    private int Cut(byte[] buffer, int length, ref bool skipping)
    {
        var start = 0;
        while (buffer.AsSpan(start, length - start).IndexOf((byte)'\n') is >= 0 and var end)
        {
            if (!skipping)
                Line(buffer.AsSpan(start, end));
            skipping = false;
            start += end + 1;
        }

        var rest = length - start;
        if (rest == buffer.Length)
        {
            skipping = true;
            return 0;
        }

        buffer.AsSpan(start, rest).CopyTo(buffer);
        return rest;
    }

    private void Line(ReadOnlySpan<byte> line)
    {
        line = line.Trim(" \t\r"u8);
        if (line.IsEmpty || line[0] == (byte)'#')
            return;
        var end = line.IndexOfAny("{ \t"u8);
        if (end <= 0)
            return;
        var name = line[..end];
        var rest = line[end..].TrimStart(" \t"u8);
        ReadOnlySpan<byte> labels = default;
        if (!rest.IsEmpty && rest[0] == (byte)'{')
        {
            var close = EndOfLabels(rest);
            if (close < 0)
                return;
            labels = rest[1..close];
            rest = rest[(close + 1)..];
        }

        for (var i = 0; i < metrics.Count; i++)
        {
            if (metrics[i].Matches(name, labels) && TryValue(rest, out var value))
            {
                _sums[i] += value;
                _found[i] = true;
            }
        }
    }

    private static int EndOfLabels(ReadOnlySpan<byte> text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == (byte)'}')
                return i;
            if (text[i] != (byte)'"')
                continue;
            var end = EndOfQuoted(text[i..]);
            if (end < 0)
                return -1;
            i += end;
        }

        return -1;
    }

    // A timestamp may follow. What is not finite cannot be added up.
    private static bool TryValue(ReadOnlySpan<byte> text, out double value)
    {
        text = text.TrimStart(" \t"u8);
        var end = text.IndexOfAny(" \t"u8);
        if (end >= 0)
            text = text[..end];
        if (!text.IsEmpty && text[0] == (byte)'+')
            text = text[1..];
        return Utf8Parser.TryParse(text, out value, out var used) && used == text.Length && used > 0 && double.IsFinite(value);
    }
}
