namespace Supervision.ProcessBenchmarks;

/// <summary>A process supervisor, started on N programs that each write a line to a FIFO whenever they start.</summary>
internal abstract class Peer
{
    public abstract string Name { get; }

    /// <summary>The program that must be there.</summary>
    public abstract string Program { get; }

    /// <summary>Whether a restart can follow at once, or the peer's own pause is part of what is measured.</summary>
    public virtual string Note => "";

    /// <summary>Writes the configuration into an empty folder and says how to start.</summary>
    public abstract string[] Prepare(string folder, int programs, string script);

    /// <summary>Asks for the end of everything; by default TERM to the supervisor.</summary>
    public virtual void Stop(string folder, int pid) => Native.Send(pid, Native.SigTerm);

    public static IReadOnlyList<Peer> All(string supervision) => [new Ours(supervision), new Supervisord(), new Runit(), new S6()];
}
