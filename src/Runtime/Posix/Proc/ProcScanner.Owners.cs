namespace Supervision.Posix;

// Overview
//   Whose is a process? In order:
//   1. whose it was in the last scan (same pid and start time);
//   2. the tree whose leader's pid is its session or its group: engines are leaders of their own sessions, and a session cannot be
//      entered from outside. A number whose leader is gone may be reused once session and group are empty: a row with that pid but
//      another start time retires the tree's claim (and so does a proof that the tree is empty);
//   3. its parent's tree, or the tree that owns another member of its session; repeated until nothing changes, because parents come in
//      any order of pid;
//   4. for a process that was re-parented to us (or to PID 1, where we cannot be subreaper) and is nobody's: the tree in whose control
//      group it is, or whose mark it carries in its environment. Looked up once per process.

internal sealed partial class ProcScanner
{
    private readonly Dictionary<int, ChildProcess> _ownedSessions = [];

    private void AssignOwners()
    {
        var trees = !ChildRegistry.Trees.IsEmpty || !ChildRegistry.Marks.IsEmpty;
        var before = 0;
        for (var i = 0; i < _count; i++)
        {
            ref var row = ref _rows[i];
            while (before < _previousCount && _previousRows[before].Pid < row.Pid)
                before++;
            ChildProcess? owner = null;
            if (before < _previousCount && _previousRows[before].Pid == row.Pid && _previousRows[before].StartTime == row.StartTime)
            {
                owner = _previousOwners[before];
                row.MarkMissing = _previousRows[before].MarkMissing;
            }

            if (owner is { IsForgotten: true })
                owner = null;
            if (owner is null && !ChildRegistry.Members.IsEmpty)
                owner = ChildRegistry.Members.GetValueOrDefault(new HandedMember(row.Pid, row.StartTime));
            _owners[i] = owner ?? (trees ? OwnerOfId(row.Session, row) ?? OwnerOfId(row.Group, row) : null);
        }

        // Old references must not keep disposed children alive.
        Array.Clear(_previousOwners, 0, _previousCount);
        Array.Clear(_owners, _count, _owners.Length - _count);
        if (!trees)
            return;
        Spread();
        if (AdoptMarked())
            Spread();
    }

    private ChildProcess? OwnerOfId(int id, in ProcRow row)
    {
        if (TreeOfId(id, row) is not { } tree)
            return null;
        var leader = IndexOf(Rows_NeedsGate, id);
        if (leader < 0 || _rows[leader].StartTime == tree.StartTime || tree.StartTime == 0)
            return tree;
        ChildRegistry.Retire(tree);
        return null;
    }

    private void Spread()
    {
        bool changed;
        do
        {
            changed = false;
            _ownedSessions.Clear();
            for (var i = 0; i < _count; i++)
            {
                if (_owners[i] is { } owner && _rows[i].Session > 1)
                    _ownedSessions[_rows[i].Session] = owner;
            }

            for (var i = 0; i < _count; i++)
            {
                ref readonly var row = ref _rows[i];
                if (_owners[i] is not null || row.Pid == _self || row.Pid == 1)
                    continue;
                _owners[i] = OwnerOfParent(row) ?? _ownedSessions.GetValueOrDefault(row.Session);
                changed |= _owners[i] is not null;
            }
        }
        while (changed);
    }

    private ChildProcess? OwnerOfParent(in ProcRow row) =>
        row.ParentPid <= 1 || row.ParentPid == _self || IndexOf(Rows_NeedsGate, row.ParentPid) is not (>= 0 and var parent)
            ? null
            : _owners[parent];

    private bool AdoptMarked()
    {
        if (ChildRegistry.Marks.IsEmpty && ChildRegistry.Cgroups.IsEmpty)
            return false;
        var adopter = Subreaper.IsEnabled ? _self : 1;
        var any = false;
        for (var i = 0; i < _count; i++)
        {
            ref var row = ref _rows[i];
            if (_owners[i] is not null || row.MarkMissing || row.ParentPid != adopter || row.Pid == _self || row.IsDead)
                continue;
            if (ChildRegistry.Unreaped.ContainsKey(row.Pid))
                continue;
            // A child between its birth and its registration still shows our own environment; it is asked again by session.
            if (CgroupMembership.OwnerOf(row.Pid) is { } member)
            {
                _owners[i] = member;
                any = true;
            }
            else if (MarkReader.Read(row.Pid) is { } mark && ChildRegistry.Marks.TryGetValue(mark, out var tree))
            {
                _owners[i] = tree;
                any = true;
            }
            else
            {
                row.MarkMissing = true;
            }
        }

        return any;
    }
}
