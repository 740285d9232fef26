using System.Collections.Concurrent;
using System.Globalization;

namespace Supervision.Posix.Tests;

public sealed class ExitTests : ProcessTests
{
    [Theory(Timeout = 60000)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(255)]
    public async Task Exit_ByCode_GivesTheCode(int code)
    {
        var (child, seen) = await Start($"exit {code}");
        var status = await child.Exited.WaitAsync(TimeSpan.FromSeconds(20));
        await seen.UntilOver();

        Assert.Equal(ExitStatus.FromCode(code), status);
        Assert.Equal(status, seen.Status);
        Assert.Equal(code, status.ShellCode);
        Assert.Equal($"exited with code {code}", status.ToString());
        Assert.True(child.HasExited);
    }

    [Theory(Timeout = 60000)]
    [InlineData("KILL", 9)]
    [InlineData("TERM", 15)]
    [InlineData("HUP", 1)]
    public async Task Exit_BySignal_GivesTheSignal(string name, int number)
    {
        var seen = await RunToEnd($"kill -{name} $$; sleep 60");
        Assert.Equal(number, seen.Status.Signal);
        Assert.Null(seen.Status.Code);
        Assert.Equal(128 + number, seen.Status.ShellCode);
        Assert.Equal($"killed by SIG{name}", seen.Status.ToString());
    }

    [Fact(Timeout = 60000)]
    public async Task Exit_OfAnImmediateEnd_IsReportedOnceWithItsOutput()
    {
        var seen = await RunToEnd("echo last words; echo bad >&2");
        await seen.UntilOver();
        Assert.Equal((1, 1, 1), (seen.Exits, seen.StdoutCloses, seen.StderrCloses));
        Assert.Equal("last words\n", seen.Stdout);
        Assert.Equal("bad\n", seen.Stderr);
    }

    [Fact(Timeout = 300000)]
    public async Task Exit_OfTenThousandRapidSpawns_LosesNoStatus()
    {
        const int count = 10_000;
        var wrong = new ConcurrentBag<string>();
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, ct) =>
        {
            var code = i % 251;
            var request = new SpawnRequest
            {
                Command = ["/bin/sh", "-c", i % 10 == 9 ? "kill -KILL $$" : $"exit {code.ToString(CultureInfo.InvariantCulture)}"],
                Stdout = OutputMode.Null,
                Stderr = OutputMode.Null,
            };
            var seen = new Recorder();
            if (await Host.SpawnAsync(request, seen, ct) is not SpawnResult.Started { Process: var child })
            {
                wrong.Add($"{i}: not started");
                return;
            }

            var status = await child.Exited.WaitAsync(TimeSpan.FromSeconds(60), ct);
            var expected = i % 10 == 9 ? ExitStatus.FromSignal(9) : ExitStatus.FromCode(code);
            if (status != expected || seen.Exits != 1)
                wrong.Add($"{i}: {status}, reported {seen.Exits} times");
            child.Dispose();
        });
        Assert.Empty(wrong);
        Assert.Empty(ChildRegistry.Unreaped);
    }

    [Fact(Timeout = 60000)]
    public async Task Exit_AfterDispose_IsStillReapedAndReported()
    {
        var (child, seen) = await Start("exec sleep 300");
        child.Dispose();
        await seen.Until(() => seen is { StdoutCloses: 1, StderrCloses: 1 });
        Assert.False(child.HasExited);
        child.Signal(Signals.Kill);
        Assert.Equal(ExitStatus.FromSignal(9), await child.Exited.WaitAsync(TimeSpan.FromSeconds(20)));
        await seen.UntilOver();
        Assert.Equal((1, 1, 1), (seen.Exits, seen.StdoutCloses, seen.StderrCloses));
    }

    [Fact(Timeout = 60000)]
    public async Task Exit_WithAHostThatIsDisposed_StillCompletes()
    {
        var host = ProcessHost.Start();
        var seen = new Recorder();
        var result = await host.SpawnAsync(Shell("exec sleep 300"), seen);
        var child = ((SpawnResult.Started)result).Process;
        await host.DisposeAsync();
        child.Signal(Signals.Kill);
        Assert.Equal(ExitStatus.FromSignal(9), await child.Exited.WaitAsync(TimeSpan.FromSeconds(20)));
        await seen.UntilOver();
        Assert.Equal((1, 1, 1), (seen.Exits, seen.StdoutCloses, seen.StderrCloses));

        var refused = Assert.IsType<SpawnResult.Failed>(await host.SpawnAsync(Shell("exit 0"), seen));
        Assert.Equal(SpawnStep.Host, refused.Failure.Step);
    }

    [Fact(Timeout = 60000)]
    public async Task Signal_AfterTheExit_FindsNoProcess()
    {
        var (child, _) = await Start("exit 0");
        await child.Exited;
        Assert.Equal(SignalResult.NoSuchProcess, child.Signal(Signals.Term));
        Assert.Equal(SignalResult.NoSuchProcess, child.SignalGroup(Signals.Term));
    }

    [Fact(Timeout = 60000)]
    public async Task Signal_OfAnUnknownNumber_IsSaidToBeInvalid()
    {
        var (child, _) = await Start("exec sleep 300");
        Assert.Equal(SignalResult.InvalidSignal, child.Signal(1000));
        Assert.Equal(SignalResult.Sent, child.Signal(0));
    }
}
