namespace Supervision.TestKit.Internal;

/// <summary>The monotonic clock of all limits of the test kit.</summary>
internal static class TestClock
{
    private static readonly long Start = TimeProvider.System.GetTimestamp();

    public static TimeSpan Now => TimeProvider.System.GetElapsedTime(Start);

    /// <summary>Holds this thread until the time is over or the token is cancelled; for polling loops only.</summary>
    public static void Pause(TimeSpan duration, CancellationToken cancellationToken)
    {
        if (duration > TimeSpan.Zero)
        {
            cancellationToken.WaitHandle.WaitOne(duration);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }
}
