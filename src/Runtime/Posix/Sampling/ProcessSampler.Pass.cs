namespace Supervision.Posix;

/// <summary>The thread and its pass.</summary>
public sealed partial class ProcessSampler
{
    private readonly List<SampleSubscription> _due = [];
    private ProcessSample[] _processes = new ProcessSample[8];

    private void Run()
    {
        while (true)
        {
            long now;
            lock (_gate)
            {
                while (!TakeDue_NeedsGate(out now))
                {
                    if (_ended)
                        return;
                }
            }

            Pass(now);
        }
    }

    /// <summary>Waits once; true when something is due, which is then in the list.</summary>
    private bool TakeDue_NeedsGate(out long now)
    {
        now = Now();
        var next = NextDue_NeedsGate();
        if (next == long.MaxValue || _ended)
        {
            if (!_ended)
                Monitor.Wait(_gate);
            return false;
        }

        if (next > now)
        {
            var wait = (int)Math.Min((next - now + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond, int.MaxValue);
            if (Monitor.Wait(_gate, wait))
                return false;
            // The wait is the real one even where a test's clock stands still.
            now = Math.Max(Now(), next);
        }

        Collect_NeedsGate(now);
        return _due.Count > 0;
    }

    private long NextDue_NeedsGate()
    {
        var next = long.MaxValue;
        foreach (var one in _all)
            next = Math.Min(next, one.Due);
        return next;
    }

    private void Collect_NeedsGate(long now)
    {
        _due.Clear();
        foreach (var one in _all)
        {
            if (one.Due - one.Interval / 10 > now)
                continue;
            one.Due = Math.Max(one.Due + one.Interval, NextOnGrid(now, one.Interval));
            one.IsInPass = true;
            _due.Add(one);
        }
    }

    /// <summary>Samples everything now; for tests and benchmarks, which have no thread of ours running at the same time.</summary>
    internal void PassOverAll()
    {
        long now;
        lock (_gate)
        {
            now = Now();
            _due.Clear();
            foreach (var one in _all)
            {
                one.IsInPass = true;
                _due.Add(one);
            }
        }

        Pass(now);
    }

    private void Pass(long now)
    {
        foreach (var one in _due)
            one.BeginPass();
        string? limits;
        bool usable;
        var scanner = ProcScanner.Shared;
        lock (scanner.Gate)
        {
            scanner.Scan_NeedsGate();
            (limits, usable) = (scanner.Limits, scanner.IsUsable);
            Distribute_NeedsGates(scanner.Rows_NeedsGate, scanner.Owners_NeedsGate);
        }

        Passes++;
        var state = !usable ? SampleState.Unavailable : limits is null ? SampleState.Complete : SampleState.Partial;
        foreach (var one in _due)
        {
            one.IsInPass = false;
            if (one.IsEnded)
                continue;
            try
            {
                Deliver(one, now, state, limits);
            }
            catch (Exception e)
            {
                // The samples of all the others must go on.
                _observerFault?.Invoke(e);
            }
        }

        _due.Clear();
    }

    private void Distribute_NeedsGates(ReadOnlySpan<ProcRow> rows, ReadOnlySpan<ChildProcess?> owners)
    {
        // Never taken in the other order: who holds this gate does not scan.
        lock (_gate)
        {
            for (var i = 0; i < rows.Length; i++)
            {
                if (owners[i] is not { } owner || !_byProcess.TryGetValue(owner, out var one))
                    continue;
                for (; one is not null; one = one.Next)
                {
                    if (one.IsInPass)
                        one.Add(rows[i]);
                }
            }
        }
    }

    private void Deliver(SampleSubscription one, long now, SampleState state, string? limits)
    {
        var rows = one.Rows;
        if (_processes.Length < rows.Length)
            _processes = new ProcessSample[rows.Length * 2];
        var elapsed = one.SampledAt < 0 ? 0 : (now - one.SampledAt) / (double)TimeSpan.TicksPerSecond;
        int living = 0, zombies = 0, threads = 0, files = -1, before = 0;
        long pages = 0;
        ulong ticks = 0, system = 0, used = 0;
        char? leader = null;
        foreach (ref readonly var row in rows)
        {
            if (row.Pid == one.Process.Pid)
                leader = row.State;
            if (row.IsDead)
            {
                zombies++;
                continue;
            }

            var earlier = one.TicksBefore(row, ref before);
            var usedByIt = row.CpuTicks > earlier ? row.CpuTicks - earlier : 0;
            var open = one.Options.OpenFiles ? OpenFileCount.Of(row.Pid) : null;
            files = open is { } count ? Math.Max(files, 0) + count : files;
            pages += row.RssPages;
            threads += row.Threads;
            ticks += row.CpuTicks;
            system += row.SystemTicks;
            used += usedByIt;
            _processes[living++] = new ProcessSample(row, Rate(usedByIt, elapsed), open);
        }

        var processes = _processes.AsSpan(0, living);
        processes.Sort(static (a, b) => b.RssBytes.CompareTo(a.RssBytes));
        if (one.SharedMemory is { } job && living > 0 && job.TryBegin(rows))
            _sharedMemory.Enqueue(job);
        var sample = new TreeSample
        {
            State = state,
            Limits = limits,
            Processes = living,
            Zombies = zombies,
            Threads = threads,
            RssBytes = pages * Environment.SystemPageSize,
            UserTime = ProcessTable.FromTicks(ticks - system),
            SystemTime = ProcessTable.FromTicks(system),
            CpuRate = one.SampledAt < 0 ? null : Rate(used, elapsed),
            OpenFiles = files < 0 ? null : files,
            SharedMemory = one.SharedMemory?.Last,
            LeaderState = leader,
        };
        one.Remember();
        one.SampledAt = now;
        one.Observer.OnSample(sample, processes);
    }

    private static double? Rate(ulong ticks, double elapsed) => elapsed > 0 ? ProcessTable.FromTicks(ticks).TotalSeconds / elapsed : null;
}
