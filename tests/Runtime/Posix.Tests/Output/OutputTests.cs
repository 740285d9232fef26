using System.Text;

namespace Supervision.Posix.Tests;

public sealed class OutputTests : ProcessTests
{
    [Fact(Timeout = 60000)]
    public async Task TenMegabytes_WithoutALineEnd_ArriveWhole()
    {
        const int size = 10 * 1024 * 1024;
        var seen = await RunToEnd($"head -c {size} /dev/zero | tr '\\0' 'x'");
        var bytes = seen.StdoutBytes;
        Assert.Equal(size, bytes.Length);
        Assert.Equal(-1, bytes.AsSpan().IndexOfAnyExcept((byte)'x'));
    }

    [Fact(Timeout = 120000)]
    public async Task OneGigabyte_WithoutALineEnd_PassesThroughBoundedMemory()
    {
        const long size = 1L << 30;
        var counter = new Counter();
        var allocated = GC.GetTotalAllocatedBytes();
        var started = Assert.IsType<SpawnResult.Started>(await Host.SpawnAsync(Shell($"head -c {size} /dev/zero"), counter));
        await counter.Over.Task;
        Assert.Equal(size, counter.Bytes);
        Assert.InRange(GC.GetTotalAllocatedBytes() - allocated, 0, 64 << 20);
        started.Process.Dispose();
    }

    [Fact(Timeout = 60000)]
    public async Task Bytes_ArriveInTheOrderTheyWereWritten()
    {
        var seen = await RunToEnd("i=0; while [ $i -lt 20000 ]; do echo $i; i=$((i+1)); done");
        var expected = new StringBuilder();
        for (var i = 0; i < 20000; i++)
            expected.Append(i).Append('\n');
        Assert.Equal(expected.ToString(), seen.Stdout);
    }

    [Fact(Timeout = 60000)]
    public async Task BinaryBytes_ArriveAsTheyAre()
    {
        var seen = await RunToEnd("printf '\\000\\377\\012\\015\\200'");
        Assert.Equal([0, 255, 10, 13, 128], seen.StdoutBytes);
    }

    [Fact(Timeout = 60000)]
    public async Task Child_ThatClosesItsOutputs_LivesOn()
    {
        var (child, seen) = await Start("exec >&- 2>&-; exec sleep 300");
        await seen.Until(() => seen is { StdoutCloses: 1, StderrCloses: 1 });
        Assert.False(child.HasExited);
        Assert.Equal(0, seen.Exits);
        child.Signal(Signals.Kill);
        await seen.Until(() => seen.Exits == 1);
    }

    [Fact(Timeout = 60000)]
    public async Task Grandchild_ThatHoldsThePipe_DoesNotDelayTheExit()
    {
        var (child, seen) = await Start("sleep 300 & echo started; exit 5");
        await seen.Until(() => seen.Exits == 1);
        Assert.Equal(ExitStatus.FromCode(5), seen.Status);
        Assert.Equal("started\n", seen.Stdout);
        Assert.Equal(0, seen.StdoutCloses);

        Assert.IsType<TreeStopResult.Empty>(await child.KillTreeAsync(TimeSpan.FromSeconds(10)));
        await seen.UntilOver();
    }

    [Fact(Timeout = 60000)]
    public async Task ChattyChildren_DoNotStarveTheExitOfAnother()
    {
        for (var i = 0; i < 4; i++)
            _ = await Host.SpawnAsync(new SpawnRequest { Command = ["sh", "-c", "timeout 10 cat /dev/zero"] }, new Discard());
        var began = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < 20; i++)
            Assert.Equal("x\n", (await RunToEnd("echo x")).Stdout);
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(9));
    }

    [Fact(Timeout = 60000)]
    public async Task Observer_ThatThrows_IsReportedAndHarmsNobody()
    {
        var faults = new List<Exception>();
        await using var host = ProcessHost.Start(new ProcessHostOptions
        {
            ObserverFault = e =>
            {
                lock (faults)
                    faults.Add(e);
            },
        });
        var bad = (SpawnResult.Started)await host.SpawnAsync(Shell("echo x"), new Thrower());
        Assert.Equal(ExitStatus.FromCode(0), await bad.Process.Exited.WaitAsync(TimeSpan.FromSeconds(20)));
        var seen = new Recorder();
        _ = await host.SpawnAsync(Shell("echo fine"), seen);
        await seen.UntilOver();
        Assert.Equal("fine\n", seen.Stdout);
        lock (faults)
            Assert.Contains(faults, f => f.Message == "output");
    }

    private sealed class Discard : IProcessObserver
    {
        public void OnOutput(OutputStream stream, ReadOnlySpan<byte> data)
        {
        }

        public void OnOutputClosed(OutputStream stream)
        {
        }

        public void OnExited(ExitStatus status)
        {
        }
    }

    private sealed class Thrower : IProcessObserver
    {
        public void OnOutput(OutputStream stream, ReadOnlySpan<byte> data) => throw new InvalidOperationException("output");

        public void OnOutputClosed(OutputStream stream) => throw new InvalidOperationException("closed");

        public void OnExited(ExitStatus status) => throw new InvalidOperationException("exit");
    }

    private sealed class Counter : IProcessObserver
    {
        public TaskCompletionSource Over { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public long Bytes { get; private set; }

        public void OnOutput(OutputStream stream, ReadOnlySpan<byte> data) => Bytes += data.Length;

        public void OnOutputClosed(OutputStream stream)
        {
            if (stream == OutputStream.Stdout)
                Over.TrySetResult();
        }

        public void OnExited(ExitStatus status)
        {
        }
    }
}
