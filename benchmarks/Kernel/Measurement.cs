using System.Globalization;

namespace Supervision.Kernel.Benchmarks;

/// <summary>What one run of a scenario gave.</summary>
/// <param name="Value">The figure, in the scenario's unit.</param>
/// <param name="BytesPerOperation">Bytes allocated per operation.</param>
/// <param name="PeakRss">The most memory that was resident, in bytes.</param>
internal readonly record struct Measurement(double Value, double BytesPerOperation, long PeakRss)
{
    /// <summary>One line, as the child prints it.</summary>
    public string ToLine() => string.Create(CultureInfo.InvariantCulture, $"{Value:R} {BytesPerOperation:R} {PeakRss}");

    /// <summary>Reads the line.</summary>
    public static Measurement Parse(string line)
    {
        var parts = line.Split(' ');
        return new(double.Parse(parts[0], CultureInfo.InvariantCulture), double.Parse(parts[1], CultureInfo.InvariantCulture), long.Parse(parts[2], CultureInfo.InvariantCulture));
    }
}
