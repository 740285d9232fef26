namespace Supervision.Posix.Tests;

public sealed class PumpTests : ProcessTests
{
    [Fact(Timeout = 60000)]
    public async Task Pump_MovesEverythingToAFile_BeforeTheExitIsKnown()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Root, "out");
        var pump = new FilePump(OutputFile.TryOpen(path, out _)!);
        var (child, seen) = await Start("head -c 5000000 /dev/zero; echo end; exit 3", pump);

        Assert.Equal(ExitStatus.FromCode(3), await child.Exited.WaitAsync(TimeSpan.FromSeconds(20)));

        Assert.Equal(5_000_004, new FileInfo(path).Length);
        await seen.UntilOver();
        Assert.Equal((1, 1, 0), (seen.StdoutCloses, pump.Ends, seen.Stdout.Length));
    }

    [Fact(Timeout = 60000)]
    public async Task Pump_OfManyChildren_LosesNothing()
    {
        using var folder = new TemporaryFolder();
        var runs = Enumerable.Range(0, 50).Select(async i =>
        {
            var path = Path.Combine(folder.Root, $"out{i}");
            var (_, seen) = await Start("seq 1 30000", new FilePump(OutputFile.TryOpen(path, out _)!));
            await seen.UntilOver();
            return new FileInfo(path).Length;
        });

        var expected = Enumerable.Range(1, 30000).Sum(i => (long)$"{i}\n".Length);
        Assert.All(await Task.WhenAll(runs), length => Assert.Equal(expected, length));
    }

    [Fact(Timeout = 60000)]
    public async Task Pump_ThatHangs_DoesNotHoldTheChildForEver()
    {
        var pump = new HangingPump();
        // More than pipe and thread buffers can hold, so that it ends only if it is read.
        var (child, _) = await Start("head -c 20000000 /dev/zero; exit 0", pump);
        var (other, otherSeen) = await Start("echo fine");
        await otherSeen.UntilOver();
        Assert.Equal("fine\n", otherSeen.Stdout);

        Assert.Equal(ExitStatus.FromCode(0), await child.Exited.WaitAsync(TimeSpan.FromSeconds(40)));

        Assert.True(pump.Discarded > 15_000_000, $"{pump.Discarded}");
        pump.Release();
    }

    /// <summary>A pause of this whole process is one look, however long it was: nothing is thrown away for it.</summary>
    [Fact]
    public void Turn_SeenByAsManyLooksAsMakeAHang_Hangs()
    {
        var pipe = new PumpPipe(null!, OutputStream.Stdout, -1, new HangingPump());
        var worker = new PumpLoop.Worker();
        using var source = worker.Source;
        Assert.Equal(6, PumpLoop.LooksOfAHang);

        for (var turn = 0; turn < 2; turn++)
        {
            worker.Begin(pipe);
            for (var look = 0; look < 6; look++)
                Assert.Null(worker.LookForHang());
            Assert.Same(pipe, worker.LookForHang());
            Assert.Same(pipe, worker.LookForHang());
            worker.End();
        }

        Assert.Null(worker.LookForHang());
    }

    [Fact(Timeout = 60000)]
    public async Task Pump_ChildDisposedWhileAGrandchildHoldsThePipe_Ends()
    {
        using var folder = new TemporaryFolder();
        var pump = new FilePump(OutputFile.TryOpen(Path.Combine(folder.Root, "out"), out _)!);
        var (child, seen) = await Start("sleep 300 & echo started; exit 5", pump);
        await seen.Until(() => seen.Exits == 1);
        Assert.Equal(0, seen.StdoutCloses);
        child.Dispose();
        await seen.Until(() => seen is { StdoutCloses: 1, StderrCloses: 1 });
        Assert.Equal(1, pump.Ends);
    }

    private async Task<(IChildProcess Child, Recorder Seen)> Start(string script, IOutputPump pump)
    {
        var seen = new Recorder { Pump = pump };
        var child = Assert.IsType<SpawnResult.Started>(await Host.SpawnAsync(Shell(script), seen)).Process;
        Keep(child);
        return (child, seen);
    }

    private sealed class FilePump(OutputFile file) : IOutputPump
    {
        public int Ends { get; private set; }

        public void OnReadable(PipeSource source)
        {
            var moved = source.MoveTo(file, PipeSource.MoveSize);
            Assert.Equal(0, moved.Lost);
        }

        public void OnEnd()
        {
            Ends++;
            file.Dispose();
        }

        public void OnDiscarded(long bytes) => Assert.Fail($"{bytes} bytes were thrown away");
    }

    private sealed class HangingPump : IOutputPump
    {
        private readonly object _gate = new();
        private bool _released;
        private long _discarded;

        public long Discarded => Interlocked.Read(ref _discarded);

        public void OnReadable(PipeSource source)
        {
            _ = source.Read();
            lock (_gate)
            {
                while (!_released)
                    Monitor.Wait(_gate);
            }
        }

        public void Release()
        {
            lock (_gate)
            {
                _released = true;
                Monitor.PulseAll(_gate);
            }
        }

        public void OnEnd()
        {
        }

        public void OnDiscarded(long bytes) => Interlocked.Add(ref _discarded, bytes);
    }
}
