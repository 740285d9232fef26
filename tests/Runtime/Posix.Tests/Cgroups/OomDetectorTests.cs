namespace Supervision.Posix.Tests;

public sealed class OomDetectorTests : IDisposable
{
    private static readonly ExitStatus _killed = ExitStatus.FromSignal(Signals.Kill);

    private readonly FakeGroup _shared = new();
    private readonly ManualTime _time = new();
    private readonly OomDetector _detector;

    public OomDetectorTests()
    {
        _time.Advance(TimeSpan.FromHours(1));
        _detector = new OomDetector(_shared.Group, null, _time);
    }

    public void Dispose()
    {
        _detector.Dispose();
        _shared.Dispose();
    }

    [Fact]
    public void Kill_WithoutARise_IsNotExplained() => Assert.Null(_detector.Explain(7, _killed));

    [Fact]
    public void Kill_AfterARise_IsExplainedOnce()
    {
        _shared.SetKills(1);

        Assert.Equal(OomSource.SharedGroup, _detector.Explain(7, _killed)!.Source);
        Assert.Null(_detector.Explain(8, _killed));
    }

    [Fact]
    public void Kills_AsManyAsTheRise_AreExplained()
    {
        _shared.SetKills(2);

        Assert.NotNull(_detector.Explain(7, _killed));
        Assert.NotNull(_detector.Explain(8, ExitStatus.FromCode(137)));
        Assert.Null(_detector.Explain(9, _killed));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(139)]
    public void OtherCodes_AreNotExplained(int code)
    {
        _shared.SetKills(1);

        Assert.Null(_detector.Explain(7, ExitStatus.FromCode(code)));
    }

    [Fact]
    public void EndThatNobodySaw_MayHaveBeenTheKill()
    {
        Assert.Null(_detector.Explain(7, null));
        _shared.SetKills(1);

        Assert.Equal(OomSource.SharedGroup, _detector.Explain(7, null)!.Source);
    }

    [Fact(Timeout = 30_000)]
    public async Task Kill_LongAfterARise_IsNotExplained()
    {
        _shared.SetKills(1);
        // The watch dates the rise; it is looked at here so that the test need not wait for it.
        Assert.Null(_detector.Explain(7, ExitStatus.FromCode(0)));
        await Task.Yield();
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Null(_detector.Explain(7, _killed));
    }

    [Fact]
    public void OwnGroup_ExplainsEveryFailedEnd_ByItsOwnRise()
    {
        using var own = new FakeGroup("engine");
        own.SetKills(4);
        var before = OomDetector.KillsOf(own.Group);

        Assert.Null(_detector.Explain(7, _killed, own.Group, before));
        own.SetKills(6);
        var evidence = _detector.Explain(7, ExitStatus.FromCode(1), own.Group, before)!;
        Assert.Equal(OomSource.EngineGroup, evidence.Source);
        Assert.Contains("killed 2 of its processes", evidence.Detail, StringComparison.Ordinal);
        Assert.Null(_detector.Explain(7, ExitStatus.FromCode(0), own.Group, before));
    }

    [Fact]
    public void KernelLog_NamesTheProcess()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("kmsg", "6,1,1,-;Memory cgroup out of memory: Killed process 7 (old) total-vm:1kB\n");
        using var detector = new OomDetector(null, new KernelLog(path), _time);
        Assert.Null(detector.Explain(7, _killed));

        File.AppendAllText(path, "3,2,2,-;Memory cgroup out of memory: Killed process 7 (python3) total-vm:1kB, anon-rss:1kB\n SUBSYSTEM=x\n");
        File.AppendAllText(path, "3,3,3,-;Out of memory: Killed process 70 (python3)\n");

        Assert.Null(detector.Explain(8, _killed));
        Assert.Equal(OomSource.KernelLog, detector.Explain(7, _killed)!.Source);
        Assert.Null(detector.Explain(7, _killed));
        Assert.NotNull(detector.Explain(70, _killed));
    }

    [Fact]
    public void NoSource_ExplainsNothing()
    {
        using var detector = new OomDetector(null, null, _time);

        Assert.Null(detector.Explain(7, _killed));
        Assert.StartsWith("none", detector.Sources, StringComparison.Ordinal);
        detector.Poll();
    }
}
