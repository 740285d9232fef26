namespace Supervision.Posix;

/// <summary>The part about the whole tree.</summary>
internal sealed partial class ChildProcess
{
    private volatile bool _forgotten;

    /// <summary>Disposed: scans no longer collect its members.</summary>
    internal bool IsForgotten => _forgotten;

    /// <summary>Indexes of the living members in the current scan; the sweeper's own.</summary>
    internal List<int> Sweep { get; } = [];

    /// <summary>Set by the sweeper for the length of one collection.</summary>
    internal bool IsSwept { get; set; }

    public IReadOnlyList<TreeMember> Tree(bool includeZombies = false)
    {
        var members = new List<TreeMember>();
        var scanner = ProcScanner.Shared;
        lock (scanner.Gate)
        {
            scanner.Scan_NeedsGate();
            var rows = scanner.Rows_NeedsGate;
            var owners = scanner.Owners_NeedsGate;
            for (var i = 0; i < rows.Length; i++)
            {
                if (owners[i] == this && (includeZombies || !rows[i].IsDead))
                    members.Add(rows[i].ToMember());
            }
        }

        return members;
    }

    public Task<TreeStopResult> StopTreeAsync(TreeStopOptions options, CancellationToken hasten = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Grace, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.KillWait, TimeSpan.Zero);
        return Host.Sweeper.Add(new TreeStop(this, options, hasten));
    }

    public Task<TreeStopResult> KillTreeAsync(TimeSpan bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, TimeSpan.Zero);
        return Host.Sweeper.Add(new TreeStop(this, bound));
    }

    /// <summary>The leader or an orphan of the tree is gone: a stop that waits may be done.</summary>
    internal void OnTreeChanged() => Host.Sweeper.Wake();
}
