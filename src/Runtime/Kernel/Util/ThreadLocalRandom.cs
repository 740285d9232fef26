namespace Supervision.Util;

/// <summary>A source of randomness that every thread may use at once.</summary>
public static class ThreadLocalRandom
{
    /// <summary>The source; not for secrets.</summary>
    public static Random Current => Random.Shared;
}
