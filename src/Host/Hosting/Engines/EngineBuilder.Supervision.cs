namespace Supervision.Hosting;

// How the engine is watched, restarted and stopped.
public sealed partial class EngineBuilder
{
    /// <summary>Delays between restarts; what is left out keeps its default.</summary>
    /// <param name="min">The first delay. Default 1 s.</param>
    /// <param name="max">The cap of each delay. Default 5 min.</param>
    /// <param name="factor">Growth from one to the next, 1 or more. Default 2.</param>
    /// <param name="jitter">Share by which each varies, 0 to 1. Default 0.2.</param>
    /// <param name="resetAfterReady">Ready time after which they start from <paramref name="min"/> again. Default 10 min.</param>
    public EngineBuilder Backoff(TimeSpan? min = null, TimeSpan? max = null, double? factor = null, double? jitter = null, TimeSpan? resetAfterReady = null)
    {
        SetIf("backoff.min", min);
        SetIf("backoff.max", max);
        SetIf("backoff.factor", factor);
        SetIf("backoff.jitter", jitter);
        SetIf("backoff.reset-after-ready", resetAfterReady);
        return this;
    }

    /// <summary>How many restarts are allowed; what is left out keeps its default.</summary>
    /// <param name="maxRetries">Restarts within the window; the next failure gives up. Default 3.</param>
    /// <param name="within">The window. Default 1 h.</param>
    /// <param name="retryAfter">Time after giving up at which it is tried again. Default never.</param>
    public EngineBuilder Budget(int? maxRetries = null, TimeSpan? within = null, TimeSpan? retryAfter = null)
    {
        SetIf("budget.max-retries", maxRetries);
        SetIf("budget.within", within);
        SetIf("budget.retry-after", retryAfter);
        return this;
    }

    /// <summary>It is restarted for ever.</summary>
    public EngineBuilder UnlimitedBudget() => Set("budget.max-retries", "unlimited");

    /// <summary>How it is stopped; what is left out keeps its default. The host's shutdown time-out should be longer than all of it.</summary>
    /// <param name="signal">The first signal, such as <c>TERM</c> or <c>INT</c>. Default TERM.</param>
    /// <param name="preStop">Time as not ready before the signal. Default 0.</param>
    /// <param name="timeout">Grace between the signal and KILL. Default 45 s.</param>
    /// <param name="killTimeout">Wait after KILL before it is reported as unkillable. Default 10 s.</param>
    public EngineBuilder Stop(string? signal = null, TimeSpan? preStop = null, TimeSpan? timeout = null, TimeSpan? killTimeout = null)
    {
        if (signal is not null)
            _section.Set("stop.signal", signal);
        SetIf("stop.pre-stop", preStop);
        SetIf("stop.timeout", timeout);
        SetIf("stop.kill-timeout", killTimeout);
        return this;
    }

    /// <summary>How it is asked whether it started, lives and serves.</summary>
    /// <param name="configure">Sets the probes.</param>
    public EngineBuilder Probes(Action<ProbesBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(new ProbesBuilder(_section));
        return this;
    }

    /// <summary>When it counts as hung; what is left out keeps its default.</summary>
    /// <param name="interval">How often evidence of life is weighed. Default 5 s.</param>
    /// <param name="timeout">Age of the last evidence at which it is hung; 0 never. Default 60 s.</param>
    public EngineBuilder Heartbeat(TimeSpan? interval = null, TimeSpan? timeout = null)
    {
        SetIf("heartbeat.interval", interval);
        SetIf("heartbeat.timeout", timeout);
        return this;
    }

    /// <summary>Limit of the memory of its whole process tree.</summary>
    /// <param name="maxRss">Resident bytes, 1 MiB or more; 0 is none.</param>
    /// <param name="sustain">How long it must be exceeded. Default 30 s.</param>
    public EngineBuilder Memory(long maxRss, TimeSpan? sustain = null)
    {
        _section.Set("memory.max-rss", maxRss);
        SetIf("memory.sustain", sustain);
        return this;
    }

    /// <summary>Where its output goes.</summary>
    /// <param name="stdout"><c>inherit</c> (to the host's <c>ILogger</c>), <c>null</c>, <c>passthrough</c> or the path of a file.</param>
    /// <param name="stderr">The same, or <c>stdout</c>.</param>
    public EngineBuilder Logs(string? stdout = null, string? stderr = null)
    {
        if (stdout is not null)
            _section.Set("logs.stdout", stdout);
        if (stderr is not null)
            _section.Set("logs.stderr", stderr);
        return this;
    }

    private void SetIf(string path, TimeSpan? value)
    {
        if (value is { } time)
            _section.Set(path, time);
    }

    private void SetIf(string path, double? value)
    {
        if (value is { } number)
            _section.Set(path, number);
    }
}
