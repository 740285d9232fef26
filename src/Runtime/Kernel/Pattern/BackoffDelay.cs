using System.Diagnostics.CodeAnalysis;
using Supervision.Util;

namespace Supervision.Pattern;

/// <summary>Works out how long to wait before something is tried again.</summary>
internal static class BackoffDelay
{
    /// <summary>
    /// The least time, doubled once per failure before this one, but not more than the most; a random part of it comes on
    /// top, so that the result may exceed the most.
    /// </summary>
    /// <param name="failures">How many failures came before this one.</param>
    /// <param name="minBackoff">The least.</param>
    /// <param name="maxBackoff">The most, before the random part.</param>
    /// <param name="randomFactor">How large the random part may be, as a share; 0.2 is a fifth.</param>
    [SuppressMessage("Security", "CA5394:Do not use insecure randomness", Justification = "Spreads restarts; no secret.")]
    public static TimeSpan Calculate(int failures, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor)
    {
        var doubled = minBackoff.Ticks * Math.Pow(2, failures);
        var capped = Math.Min(doubled, maxBackoff.Ticks);
        var spread = capped * (1.0 + (ThreadLocalRandom.Current.NextDouble() * randomFactor));
        return spread < TimeSpan.MaxValue.Ticks ? TimeSpan.FromTicks((long)spread) : TimeSpan.MaxValue;
    }
}
