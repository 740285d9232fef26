namespace Supervision.Hocon;

/// <summary>A span of the calendar, whose length in hours depends on where it starts.</summary>
/// <param name="Years">Years.</param>
/// <param name="Months">Months beyond the years.</param>
/// <param name="Days">Days beyond the months.</param>
public readonly record struct HoconPeriod(int Years, int Months, int Days);
