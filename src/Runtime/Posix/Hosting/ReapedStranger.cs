namespace Supervision.Posix;

/// <summary>A process that was not started here, became our child because its parent died, and ended.</summary>
/// <param name="Pid">Its process id.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Tree">The leader of the tree it was last seen in; null when it was never seen or belongs to none.</param>
public readonly record struct ReapedStranger(int Pid, ExitStatus Status, IChildProcess? Tree);
