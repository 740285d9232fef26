using Supervision.TestKit.Internal;

namespace Supervision.TestKit;

public abstract partial class TestKitBase
{
    // The end of the innermost Within block; null outside.
    private TimeSpan? _end;

    /// <summary>The kit's monotonic clock.</summary>
    public static TimeSpan Now => TestClock.Now;

    /// <summary>What is left of the innermost <c>Within</c> block.</summary>
    /// <exception cref="InvalidOperationException">There is no such block.</exception>
    public TimeSpan Remaining =>
        _end is { } end
            ? end - Now
            : throw new InvalidOperationException("Remaining may be used inside of a Within block only.");

    /// <summary>What is left of the innermost <c>Within</c> block, else the dilated default of one examination.</summary>
    public TimeSpan RemainingOrDefault => RemainingOr(Dilated(TestKitSettings.SingleExpectDefault));

    /// <summary>The duration multiplied by the time factor of the settings.</summary>
    public TimeSpan Dilated(TimeSpan duration) => duration * TestKitSettings.TestTimeFactor;

    /// <summary>The duration dilated, or <see cref="RemainingOrDefault"/> for null.</summary>
    /// <exception cref="ArgumentException">The duration is negative, that is infinite.</exception>
    public TimeSpan RemainingOrDilated(TimeSpan? duration)
    {
        if (duration is not { } value)
        {
            return RemainingOrDefault;
        }

        if (value.IsInfinite())
        {
            throw new ArgumentException("The duration cannot be infinite.", nameof(duration));
        }

        return Dilated(value);
    }

    /// <summary>The duration as it is, or <see cref="RemainingOrDefault"/> for null.</summary>
    public TimeSpan GetTimeoutOrDefault(TimeSpan? timeout) => timeout ?? RemainingOrDefault;

    /// <summary>What is left of the innermost <c>Within</c> block (at least zero), else <paramref name="duration"/>.</summary>
    protected TimeSpan RemainingOr(TimeSpan duration)
    {
        if (_end is not { } end)
        {
            return duration;
        }

        var left = end - Now;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
