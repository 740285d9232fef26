namespace Supervision.Posix;

/// <summary>What the processes of a tree use together, as of the table's last refresh.</summary>
/// <param name="Processes">Living processes.</param>
/// <param name="RssBytes">Resident memory; pages shared between them count once for each.</param>
/// <param name="CpuTime">User and system time of the living processes.</param>
/// <param name="Threads">Their threads.</param>
/// <param name="Zombies">Processes that ended and wait for their parent.</param>
public readonly record struct TreeUsage(int Processes, long RssBytes, TimeSpan CpuTime, int Threads, int Zombies);
