namespace TinyEngine.Faults;

/// <summary>What goes wrong. A null time means: until cleared.</summary>
internal abstract record FaultAction
{
    public sealed record CrashBySignal(int Signal) : FaultAction;

    public sealed record ExitNow(int Code) : FaultAction;

    public sealed record Hang(TimeSpan? For) : FaultAction;

    public sealed record FreezeProgress(TimeSpan? For) : FaultAction;

    public sealed record SlowHealth(TimeSpan Delay) : FaultAction;

    public sealed record Unhealthy(TimeSpan? For) : FaultAction;

    public sealed record Leak(double MiBPerSecond, double CapMiB) : FaultAction;

    public sealed record Spew(double LinesPerSecond, TimeSpan? For) : FaultAction;

    public sealed record IgnoreTerm : FaultAction;

    public sealed record SlowTerm(TimeSpan Delay) : FaultAction;

    /// <summary>Port null: holds none; 0: the engine's own listening socket.</summary>
    public sealed record ForkChild(int? Port, TimeSpan For) : FaultAction;

    /// <summary>The worker is gone; the server lives on and nothing moves.</summary>
    public sealed record LoseWorker(int Worker) : FaultAction;

    public sealed record ZombieChild : FaultAction;

    public sealed record CloseOutput(bool Stdout, bool Stderr) : FaultAction;

    public sealed record LogLine(string Text) : FaultAction;

    public sealed record PortHeld(TimeSpan For) : FaultAction;
}
