namespace TinyEngine.Faults;

/// <summary>The faults that last, as the rest of the engine sees them.</summary>
internal sealed class FaultState
{
    private long _healthDelayTicks;
    private long _termDelayTicks;

    /// <summary>Closed while nothing may be answered.</summary>
    public Gate Answers { get; } = new();

    /// <summary>Closed while no request may advance.</summary>
    public Gate Progress { get; } = new();

    public TimeSpan HealthDelay
    {
        get => new(Volatile.Read(ref _healthDelayTicks));
        set => Volatile.Write(ref _healthDelayTicks, value.Ticks);
    }

    public TimeSpan TermDelay
    {
        get => new(Volatile.Read(ref _termDelayTicks));
        set => Volatile.Write(ref _termDelayTicks, value.Ticks);
    }

    public volatile bool Unhealthy;

    public volatile bool IgnoreTerm;

    public async Task WhileStalledAsync(CancellationToken cancellation)
    {
        while (Progress.IsClosed || Answers.IsClosed)
        {
            await Progress.WaitAsync(cancellation);
            await Answers.WaitAsync(cancellation);
        }
    }

    public IReadOnlyList<string> Describe()
    {
        var active = new List<string>();
        if (Answers.IsClosed)
            active.Add("hang");
        if (Progress.IsClosed)
            active.Add("freeze-progress");
        if (HealthDelay > TimeSpan.Zero)
            active.Add("slow");
        if (Unhealthy)
            active.Add("unhealthy");
        if (IgnoreTerm)
            active.Add("ignore-term");
        if (TermDelay > TimeSpan.Zero)
            active.Add("slow-term");
        return active;
    }

    public void Clear()
    {
        HealthDelay = TimeSpan.Zero;
        TermDelay = TimeSpan.Zero;
        Unhealthy = false;
        IgnoreTerm = false;
        Progress.Open();
        Answers.Open();
    }
}
