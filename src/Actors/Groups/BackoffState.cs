using Supervision.Actors.Settings;

namespace Supervision.Actors.Groups;

/// <summary>
/// The delays of one engine: exponential, spread by jitter, then capped. Starts over only after a failure that followed a stable ready
/// time; a successful respawn alone resets nothing.
/// </summary>
internal sealed class BackoffState(BackoffSettings settings, Func<double> jitter)
{
    private BackoffSettings _settings = settings;

    /// <summary>Failures since the engine was last stably ready.</summary>
    public int Failures { get; private set; }

    /// <summary>Goes on counting where an earlier image of this program stopped.</summary>
    public void Restore(int failures) => Failures = failures;

    /// <summary>Other delays; the failures stay counted.</summary>
    public void Change(BackoffSettings settings) => _settings = settings;

    /// <summary>Counts a failure and returns how long to wait before the next attempt.</summary>
    /// <param name="readyFor">How long the engine had been ready when it failed.</param>
    public TimeSpan Next(TimeSpan? readyFor)
    {
        if (readyFor >= _settings.ResetAfterReady)
        {
            Failures = 0;
        }

        Failures++;
        // Bounded before it is spread: the power reaches infinity after enough failures, and zero times infinity is no number.
        var growth = Math.Min(Math.Pow(_settings.Factor, Failures - 1), 1e15);
        var exponential = _settings.Min.TotalMilliseconds * growth;
        var spread = exponential * (1 + (_settings.Jitter * ((2 * jitter()) - 1)));
        return TimeSpan.FromMilliseconds(Math.Min(spread, _settings.Max.TotalMilliseconds));
    }
}
