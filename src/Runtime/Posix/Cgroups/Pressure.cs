using System.Buffers.Text;

namespace Supervision.Posix;

/// <summary>Pressure stall information: the share of time, in percent, in which tasks waited.</summary>
/// <param name="Some10">At least one task waited; mean of the last 10 s.</param>
/// <param name="Some60">The same of the last 60 s.</param>
/// <param name="Some300">The same of the last 300 s.</param>
/// <param name="SomeTotal">Time altogether.</param>
/// <param name="Full10">All tasks waited; mean of the last 10 s.</param>
/// <param name="Full60">The same of the last 60 s.</param>
/// <param name="Full300">The same of the last 300 s.</param>
/// <param name="FullTotal">Time altogether.</param>
public readonly record struct Pressure(
    double Some10, double Some60, double Some300, TimeSpan SomeTotal, double Full10, double Full60, double Full300, TimeSpan FullTotal)
{
    /// <summary>Reads <c>some avg10=0.00 avg60=0.00 avg300=0.00 total=0</c> and the line for <c>full</c>, which old kernels lack for the CPU.</summary>
    internal static Pressure? Parse(ReadOnlySpan<byte> text)
    {
        var found = default(Pressure);
        var any = false;
        foreach (var range in text.Split((byte)'\n'))
        {
            var line = text[range];
            if (line.StartsWith("some "u8))
            {
                (var a, var b, var c, var total) = Line(line);
                found = found with { Some10 = a, Some60 = b, Some300 = c, SomeTotal = total };
                any = true;
            }
            else if (line.StartsWith("full "u8))
            {
                (var a, var b, var c, var total) = Line(line);
                found = found with { Full10 = a, Full60 = b, Full300 = c, FullTotal = total };
            }
        }

        return any ? found : null;
    }

    private static (double, double, double, TimeSpan) Line(ReadOnlySpan<byte> line) =>
        (Number(line, "avg10="u8), Number(line, "avg60="u8), Number(line, "avg300="u8), TimeSpan.FromMicroseconds(Number(line, "total="u8)));

    private static double Number(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name)
    {
        var at = line.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(line[(at + name.Length)..], out double value, out _) ? value : 0;
    }
}
