namespace Supervision.Actors.Handover;

/// <summary>Moments of the monotonic clock from ages.</summary>
internal static class MonotonicAge
{
    /// <summary>The timestamp of a moment so long ago.</summary>
    public static long TimestampBefore(this TimeProvider time, TimeSpan age) =>
        time.GetTimestamp() - (long)(age.TotalSeconds * time.TimestampFrequency);
}
