namespace Supervision.Posix;

/// <summary>One process of a tree, as last seen.</summary>
/// <param name="Pid">Its process id.</param>
/// <param name="ParentPid">Its parent's; ours when it was re-parented.</param>
/// <param name="Name">The kernel's name for it, at most 15 bytes of the program's name.</param>
/// <param name="State">The letter of /proc: R running, S asleep, D in the kernel and not to be interrupted, T stopped, Z zombie.</param>
/// <param name="StartTime">Clock ticks since boot; together with the pid it names the process for good.</param>
public readonly record struct TreeMember(int Pid, int ParentPid, string Name, char State, ulong StartTime)
{
    /// <summary>Ended, but its parent has not waited for it.</summary>
    public bool IsZombie => State is 'Z' or 'X';

    /// <summary>"1234 python3 (D)".</summary>
    public override string ToString() => $"{Pid} {Name} ({State})";
}
