namespace Supervision.ProcessBenchmarks;

/// <summary>A process supervisor, started on N programs that each write a line to a FIFO whenever they start.</summary>
internal abstract class Peer
{
    public abstract string Name { get; }

    /// <summary>The program that must be there.</summary>
    public abstract string Program { get; }

    /// <summary>Whether a restart can follow at once, or the peer's own pause is part of what is measured.</summary>
    public virtual string Note => "";

    /// <summary>Whether it can run more than one program, and starts one that ended anew.</summary>
    public virtual bool Supervises => true;

    /// <summary>Writes the configuration into an empty folder and says how to start.</summary>
    public abstract string[] Prepare(string folder, int programs, string script);

    /// <summary>Asks for the end of everything; by default TERM to the supervisor.</summary>
    public virtual void Stop(string folder, int pid) => Native.Send(pid, Native.SigTerm);

    /// <summary>All peers; several files of ours are told apart by their paths.</summary>
    public static IReadOnlyList<Peer> All(IReadOnlyList<string> files) =>
        [.. files.Select(file => new Ours(Path.GetFullPath(file), files.Count == 1 ? Ours.Kind : file)), new Supervisord(), new Runit(), new S6(), new Tini()];
}
