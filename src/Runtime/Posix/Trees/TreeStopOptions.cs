namespace Supervision.Posix;

/// <summary>How <see cref="IChildProcess.StopTreeAsync"/> stops a tree.</summary>
public sealed record TreeStopOptions
{
    /// <summary>The signal that asks; SIGTERM (15) by default.</summary>
    public int Signal { get; init; } = 15;

    /// <summary>
    /// Who is asked first; the leader by default. Processes that outlive the leader are asked, once, when it is gone.
    /// </summary>
    public SignalScope Scope { get; init; } = SignalScope.Leader;

    /// <summary>How long the tree may take before it is killed; 10 s by default. Zero kills at once after the signal.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long killing goes on before survivors are reported; 10 s by default.</summary>
    public TimeSpan KillWait { get; init; } = TimeSpan.FromSeconds(10);
}
