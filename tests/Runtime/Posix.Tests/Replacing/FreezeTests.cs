namespace Supervision.Posix.Tests.Replacing;

/// <summary>A host at rest loses nothing: bytes stay in pipes, and whoever ends stays a zombie.</summary>
public sealed class FreezeTests : ProcessTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    [Fact(Timeout = 60000)]
    public async Task Rest_KeepsOutputAndExit_UntilTheThaw()
    {
        var (child, seen) = await Start("echo one; kill -STOP $$; echo two; exit 3");
        await seen.UntilOutput("one\n");
        await Eventually(() => StatFile.TryRead(child.Pid, out var row) && row.State == 'T', "the stop of the child");

        Assert.Null(Host.TryFreeze([child], Bound));
        var handed = Host.HandOver(child);
        Assert.Equal(SignalResult.Sent, child.SignalGroup(Signals.Cont));
        await Eventually(() => StatFile.TryRead(child.Pid, out var row) && row.State == 'Z', "the zombie of the child");

        Assert.Null(handed.Exit);
        Assert.Equal((child.Pid, child.StartTime), (handed.Pid, handed.StartTime));
        Assert.Equal(2, handed.Descriptors().Count());
        Assert.False(child.HasExited);
        Assert.Equal(0, seen.Exits);

        Host.Thaw();
        await seen.UntilOver();
        Assert.Equal("one\ntwo\n", seen.Stdout);
        Assert.Equal(3, seen.Status.Code);
        Assert.Equal(1, seen.Exits);
    }

    [Fact(Timeout = 60000)]
    public async Task Rest_OfPumps_LosesNothing()
    {
        var pump = new Collector();
        var seen = new Recorder { Pump = pump };
        var started = Assert.IsType<SpawnResult.Started>(await Host.SpawnAsync(Shell("i=0; while [ $i -lt 20000 ]; do i=$((i+1)); echo $i; done"), seen)).Process;
        Keep(started);

        for (var i = 0; i < 20; i++)
        {
            Assert.Null(Host.TryFreeze([started], Bound));
            var before = pump.Length;
            await Task.Yield();
            Assert.Equal(before, pump.Length);
            Host.Thaw();
        }

        await seen.UntilOver();
        Assert.Equal(string.Concat(Enumerable.Range(1, 20000).Select(i => $"{i}\n")), pump.Text);
    }

    [Fact(Timeout = 60000)]
    public async Task Rest_BesideAnotherChild_IsRefused()
    {
        var (child, seen) = await Start("echo up; exec sleep 100");
        await seen.UntilOutput("up");

        Assert.Contains(child.Pid.ToString(System.Globalization.CultureInfo.InvariantCulture), Host.TryFreeze([], Bound), StringComparison.Ordinal);
        // Nothing rests.
        child.Signal(Signals.Kill);
        await seen.UntilOver();
    }

    private sealed class Collector : IOutputPump
    {
        private readonly Lock _gate = new();
        private readonly System.Text.StringBuilder _text = new();

        public int Length
        {
            get
            {
                lock (_gate)
                    return _text.Length;
            }
        }

        public string Text
        {
            get
            {
                lock (_gate)
                    return _text.ToString();
            }
        }

        public void OnReadable(PipeSource source)
        {
            var data = source.Read(1000);
            lock (_gate)
                _text.Append(System.Text.Encoding.ASCII.GetString(data));
        }

        public void OnEnd()
        {
        }

        public void OnDiscarded(long bytes) => Assert.Fail("nothing may be thrown away");
    }
}
