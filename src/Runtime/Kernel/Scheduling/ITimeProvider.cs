namespace Supervision.Actor;

/// <summary>Tells the time.</summary>
public interface ITimeProvider
{
    /// <summary>The wall clock, in UTC; may jump.</summary>
    DateTimeOffset Now { get; }

    /// <summary>Time since the scheduler began; never goes back.</summary>
    TimeSpan MonotonicClock { get; }

    /// <summary>Time since the scheduler began at the finest resolution there is; never goes back.</summary>
    TimeSpan HighResMonotonicClock { get; }
}
