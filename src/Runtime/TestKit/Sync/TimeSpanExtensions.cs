namespace Supervision.TestKit.Internal;

/// <summary>Questions about time limits. Infinite is any negative duration, as for <see cref="Timeout.InfiniteTimeSpan"/>.</summary>
public static class TimeSpanExtensions
{
    /// <summary>Throws unless the duration is greater than zero.</summary>
    /// <exception cref="ArgumentException">It is zero or negative.</exception>
    public static void EnsureIsPositiveFinite(this TimeSpan timeSpan, string parameterName)
    {
        if (!IsPositiveFinite(timeSpan))
        {
            throw new ArgumentException($"The duration must be positive and finite; it is {timeSpan}.", parameterName);
        }
    }

    /// <summary>True for a negative duration.</summary>
    public static bool IsInfinite(this TimeSpan timeSpan) => timeSpan < TimeSpan.Zero;

    /// <inheritdoc cref="IsInfinite(TimeSpan)"/>
    public static bool IsInfinite(this TimeSpan? timeSpan) => timeSpan is { } value && IsInfinite(value);

    /// <summary>True for <see cref="Timeout.InfiniteTimeSpan"/> only.</summary>
    public static bool IsInfiniteTimeout(this TimeSpan timeSpan) => timeSpan == Timeout.InfiniteTimeSpan;

    /// <inheritdoc cref="IsInfiniteTimeout(TimeSpan)"/>
    public static bool IsInfiniteTimeout(this TimeSpan? timeSpan) => timeSpan is { } value && IsInfiniteTimeout(value);

    /// <summary>True for a duration greater than zero.</summary>
    public static bool IsPositiveFinite(this TimeSpan timeSpan) => timeSpan > TimeSpan.Zero;

    /// <inheritdoc cref="IsPositiveFinite(TimeSpan)"/>
    public static bool IsPositiveFinite(this TimeSpan? timeSpan) => timeSpan is { } value && IsPositiveFinite(value);

    /// <summary>True when there is no duration.</summary>
    public static bool IsUndefined(this TimeSpan? timeSpan) => timeSpan is null;

    /// <summary>True for zero.</summary>
    public static bool IsZero(this TimeSpan timeSpan) => timeSpan == TimeSpan.Zero;

    /// <inheritdoc cref="IsZero(TimeSpan)"/>
    public static bool IsZero(this TimeSpan? timeSpan) => timeSpan is { } value && IsZero(value);

    /// <summary>The shorter one, where infinite and null are longer than everything.</summary>
    public static TimeSpan Min(this TimeSpan a, TimeSpan? b)
    {
        if (b is not { } other || IsInfinite(other))
        {
            return a;
        }

        return IsInfinite(a) || other < a ? other : a;
    }
}
