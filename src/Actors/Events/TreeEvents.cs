namespace Supervision.Actors.Events;

/// <summary>The tree runs: its groups are started in order.</summary>
public sealed record TreeStarted : SupervisionEvent;

/// <summary>The tree stops its groups in reverse order.</summary>
/// <param name="Why">One phrase: a signal's name, a request, or what was given up on.</param>
public sealed record TreeStopping(string Why) : SupervisionEvent;

/// <summary>Every group is stopped. The last event of a tree.</summary>
public sealed record TreeStopped : SupervisionEvent;

/// <summary>A subscriber was too slow or failed and lost events of its own; nobody else was held up.</summary>
/// <param name="Listener">The subscriber's name.</param>
/// <param name="Events">How many since the last such event.</param>
/// <param name="Why">Overflow, or the error.</param>
public sealed record EventsDropped(string Listener, long Events, string Why) : SupervisionEvent;

/// <summary>A process that no engine owns was re-parented to this one, ended, and was reaped.</summary>
/// <param name="Pid">Its process id.</param>
public sealed record StrangerReaped(int Pid) : SupervisionEvent;
