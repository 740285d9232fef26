using System.Globalization;

namespace Supervision.Hocon;

/// <summary>Where a value was written.</summary>
/// <param name="Source">File path, or a description such as <c>environment</c>.</param>
/// <param name="Line">1-based; 0 where the source has no lines.</param>
/// <param name="Column">1-based; 0 where the source has no lines.</param>
public sealed record HoconOrigin(string Source, int Line, int Column)
{
    /// <summary><c>source:line:column</c>, or the source alone.</summary>
    public override string ToString() =>
        Line == 0 ? Source : string.Create(CultureInfo.InvariantCulture, $"{Source}:{Line}:{Column}");
}
