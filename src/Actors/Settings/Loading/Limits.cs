namespace Supervision.Actors.Settings.Loading;

/// <summary>Limits shared by several settings.</summary>
internal static class Limits
{
    /// <summary>The shortest period of anything that is repeated: shorter ones only heat the machine.</summary>
    public static readonly TimeSpan ShortestPeriod = TimeSpan.FromMilliseconds(10);

    /// <summary>The longest wait, below what every timer of the runtime can hold (about 49 days).</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromDays(30);

    /// <summary>The longest window in which restarts are counted; windows are compared, not waited for.</summary>
    public static readonly TimeSpan LongestWindow = TimeSpan.FromDays(365);

    public const int MostRestarts = 1_000_000;

    public const int MostInstances = 256;
}
