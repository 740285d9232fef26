namespace Supervision.Stress;

/// <summary>What was found wrong. The first one counts; what follows it may be its consequence.</summary>
internal static class Violations
{
    private static string? _first;

    public static string? First => Volatile.Read(ref _first);

    public static void Report(string what) => Interlocked.CompareExchange(ref _first, what, null);
}

/// <summary>Ends a round whose invariants do not hold any more.</summary>
internal sealed class ViolatedException : Exception
{
    public ViolatedException(string message)
        : base(message) => Violations.Report(message);
}
