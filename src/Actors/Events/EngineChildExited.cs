using Supervision.Posix;

namespace Supervision.Actors.Events;

/// <summary>
/// A process of a running engine's tree, not its leader, ended. Seen when it was an orphan (with its status) and otherwise by sampling; one that
/// lives shorter than the time between two samples can pass unseen. A zombie counts as ended.
/// </summary>
/// <param name="Engine">Instance name.</param>
/// <param name="Group">Its group.</param>
/// <param name="Pid">The leader's process id.</param>
/// <param name="Attempt">Number of the attempt.</param>
/// <param name="Child">Process id of the one that ended.</param>
/// <param name="Name">The kernel's name for it, at most 15 bytes; empty where it was never sampled.</param>
/// <param name="Status">How it ended; null where its own parent has the status.</param>
/// <param name="Critical">Whether it matched a pattern of critical children: then the engine fails.</param>
public sealed record EngineChildExited(
    string Engine, string Group, int? Pid, int Attempt, int Child, string Name, ExitStatus? Status, bool Critical) : EngineEvent(Engine, Group, Pid, Attempt);
