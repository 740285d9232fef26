namespace Supervision.Posix.Tests;

public sealed class ProcessSamplerTests : ProcessTests
{
    private static readonly SampleOptions _often = new() { Interval = TimeSpan.FromMilliseconds(100) };

    // So seldom that the sampler's own thread does nothing while a test makes the passes.
    private static readonly SampleOptions _seldom = new() { Interval = TimeSpan.FromDays(1), OpenFiles = true, SharedMemory = true };

    [Fact(Timeout = 60000)]
    public async Task Samples_OfATree_SumItsMembers()
    {
        var (child, _) = await Start("sleep 300 & sleep 300 & wait");
        using var sampler = new ProcessSampler();
        var seen = new Latest();

        using var subscription = sampler.Subscribe(child, _often with { OpenFiles = true, SharedMemory = true }, seen);

        await Eventually(() => seen.Sample is { Processes: 3, CpuRate: not null, SharedMemory.Processes: 3 }, "a full sample of three processes");
        var sample = seen.Sample;
        Assert.Equal((SampleState.Complete, null, 3, 0), (sample.State, sample.Limits, sample.Threads, sample.Zombies));
        Assert.InRange(sample.RssBytes, 100_000, 100_000_000);
        Assert.InRange(sample.SharedMemory!.Value.PssBytes, 10_000, sample.RssBytes);
        Assert.InRange(sample.OpenFiles!.Value, 9, 100);
        Assert.Contains(sample.LeaderState!.Value, "RS");
        Assert.Equal(3, seen.Pids.Length);
        Assert.Contains(child.Pid, seen.Pids);
        Assert.True(seen.Descends);
    }

    [Fact(Timeout = 60000)]
    public async Task Samples_OfABusyChild_ShowItsCpuRate()
    {
        var (child, _) = await Start("while :; do :; done");
        using var sampler = new ProcessSampler();
        var seen = new Latest();

        using var subscription = sampler.Subscribe(child, _often, seen);

        // A loaded machine may give it little; an idle process has zero.
        await Eventually(() => seen.Sample is { CpuRate: > 0.02 } && seen.Sample.UserTime > TimeSpan.Zero, "CPU time");
        await Eventually(() => seen.FirstRate > 0, "CPU time of the process");
    }

    [Fact(Timeout = 60000)]
    public async Task ManyTrees_WithOneInterval_ShareEachPass()
    {
        using var sampler = new ProcessSampler();
        var all = new List<Latest>();
        for (var i = 0; i < 20; i++)
        {
            var (child, _) = await Start("exec sleep 300");
            all.Add(new Latest());
            sampler.Subscribe(child, _often, all[i]);
        }

        await Eventually(() => all.TrueForAll(one => one.Count >= 10), "ten samples of each");

        // The first subscription has had a few passes alone.
        Assert.InRange(sampler.Passes, 10, all.Max(one => one.Count) + 1);
        Assert.True(all.Sum(one => one.Count) > sampler.Passes * 10, "trees shared passes");
    }

    [Fact(Timeout = 60000)]
    public async Task Pass_InTheSteadyState_AllocatesNothing()
    {
        using var sampler = new ProcessSampler();
        for (var i = 0; i < 10; i++)
        {
            var (child, _) = await Start("sleep 300 & wait");
            sampler.Subscribe(child, _seldom, new Counter());
        }

        for (var i = 0; i < 30; i++)
            sampler.PassOverAll();
        Assert.Equal(0, Allocated(sampler));
    }

    private static long Allocated(ProcessSampler sampler)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 50; i++)
            sampler.PassOverAll();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    [Fact(Timeout = 60000)]
    public async Task Processes_ThatVanish_AreGoneFromTheNextSample()
    {
        var (child, seen) = await Start("exec sleep 300");
        using var sampler = new ProcessSampler();
        var latest = new Latest();
        using var subscription = sampler.Subscribe(child, _seldom, latest);
        sampler.PassOverAll();
        Assert.Equal(1, latest.Sample.Processes);

        await child.KillTreeAsync(TimeSpan.FromSeconds(10));
        await seen.UntilOver();
        sampler.PassOverAll();

        Assert.Equal((0, 0L, null), (latest.Sample.Processes, latest.Sample.RssBytes, latest.Sample.LeaderState));
        Assert.Empty(latest.Pids);
    }

    [Fact(Timeout = 60000)]
    public async Task Observer_ThatThrows_DoesNotHoldUpTheOthers()
    {
        var (child, _) = await Start("exec sleep 300");
        var faults = new List<Exception>();
        using var sampler = new ProcessSampler(null, faults.Add);
        var latest = new Latest();
        using var bad = sampler.Subscribe(child, _seldom, new Thrower());
        using var good = sampler.Subscribe(child, _seldom, latest);

        sampler.PassOverAll();

        Assert.Equal(1, latest.Sample.Processes);
        Assert.IsType<InvalidTimeZoneException>(Assert.Single(faults));
    }

    [Fact(Timeout = 60000)]
    public async Task Subscriptions_Ended_HearNothingMore()
    {
        var (child, _) = await Start("exec sleep 300");
        using var sampler = new ProcessSampler();
        Latest first = new(), second = new(), third = new();
        var one = sampler.Subscribe(child, _seldom, first)!;
        var two = sampler.Subscribe(child, _seldom, second)!;
        var three = sampler.Subscribe(child, _seldom, third)!;

        two.Dispose();
        two.Dispose();
        sampler.PassOverAll();
        Assert.Equal((1, 0, 1), (first.Count, second.Count, third.Count));
        three.Dispose();
        sampler.PassOverAll();
        Assert.Equal((2, 0, 1), (first.Count, second.Count, third.Count));
        one.Dispose();
        sampler.PassOverAll();
        Assert.Equal((2, 0, 1), (first.Count, second.Count, third.Count));
    }

    [Fact(Timeout = 60000)]
    public async Task LeaderState_OfAStoppedLeader_IsT()
    {
        var (child, seen) = await Start("exec sleep 300");
        child.Signal(Signals.Stop);

        await Eventually(() => ProcessSampler.LeaderStateOf(child) == 'T', "a stopped process");

        await child.KillTreeAsync(TimeSpan.FromSeconds(10));
        await seen.UntilOver();
        Assert.Null(ProcessSampler.LeaderStateOf(child));
    }

    [Fact(Timeout = 60000)]
    public async Task SharedMemory_OnDemand_IsMeasuredAtOnce()
    {
        var (child, _) = await Start("sleep 300 & wait");
        await Eventually(() => child.Tree().Count == 2, "two processes");

        var usage = ProcessSampler.MeasureSharedMemory(child);

        Assert.Equal((2, 0), (usage.Processes, usage.Unreadable));
        Assert.InRange(usage.PssBytes, 10_000, 100_000_000);
    }

    [Fact]
    public void OpenFiles_OfOurselves_AreCounted()
    {
        var counted = OpenFileCount.Of(Environment.ProcessId)!.Value;

        Assert.InRange(counted, OpenDescriptors(Environment.ProcessId).Length - 20, OpenDescriptors(Environment.ProcessId).Length + 20);
        Assert.Null(OpenFileCount.Of(int.MaxValue));
    }

    private sealed class Latest : ISampleObserver
    {
        private readonly Lock _gate = new();
        private TreeSample _sample;
        private int _count;

        public int[] Pids { get; private set; } = [];

        public bool Descends { get; private set; }

        public double? FirstRate { get; private set; }

        public int Count => Volatile.Read(ref _count);

        public TreeSample Sample
        {
            get
            {
                lock (_gate)
                    return _sample;
            }
        }

        public void OnSample(in TreeSample sample, ReadOnlySpan<ProcessSample> processes)
        {
            var all = processes.ToArray();
            lock (_gate)
            {
                _sample = sample;
                Pids = [.. all.Select(one => one.Pid)];
                Descends = all.Zip(all.Skip(1)).All(pair => pair.First.RssBytes >= pair.Second.RssBytes);
                FirstRate = all.FirstOrDefault().CpuRate;
            }

            Interlocked.Increment(ref _count);
        }
    }

    private sealed class Counter : ISampleObserver
    {
        private int _count;

        public void OnSample(in TreeSample sample, ReadOnlySpan<ProcessSample> processes) => _count += processes.Length;
    }

    private sealed class Thrower : ISampleObserver
    {
        public void OnSample(in TreeSample sample, ReadOnlySpan<ProcessSample> processes) => throw new InvalidTimeZoneException();
    }
}
