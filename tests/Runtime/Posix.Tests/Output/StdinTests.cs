namespace Supervision.Posix.Tests;

public sealed class StdinTests : ProcessTests
{
    [Fact(Timeout = 60000)]
    public async Task Write_IsReadByTheChild_UntilItIsClosed()
    {
        var (child, seen) = await Start(Shell("cat") with { Stdin = StdinMode.Pipe });
        Assert.Equal(StdinWriteResult.Written, await child.WriteStdinAsync("hello "u8.ToArray()));
        Assert.Equal(StdinWriteResult.Written, await child.WriteStdinAsync("there"u8.ToArray()));
        child.CloseStdin();
        child.CloseStdin();
        await seen.UntilOver();
        Assert.Equal("hello there", seen.Stdout);
        Assert.Equal(StdinWriteResult.Closed, await child.WriteStdinAsync("late"u8.ToArray()));
    }

    [Fact(Timeout = 60000)]
    public async Task Write_LargerThanThePipe_WaitsForRoomAndArrivesWhole()
    {
        var (child, seen) = await Start(Shell("cat") with { Stdin = StdinMode.Pipe });
        var first = Enumerable.Repeat((byte)'a', 1_000_000).ToArray();
        var second = Enumerable.Repeat((byte)'b', 1_000_000).ToArray();
        var results = await Task.WhenAll(child.WriteStdinAsync(first).AsTask(), child.WriteStdinAsync(second).AsTask());
        child.CloseStdin();
        await seen.UntilOver();
        Assert.Equal([StdinWriteResult.Written, StdinWriteResult.Written], results);
        var bytes = seen.StdoutBytes;
        Assert.Equal(2_000_000, bytes.Length);
        Assert.Equal(1_000_000, bytes.AsSpan().IndexOf((byte)'b'));
    }

    [Fact(Timeout = 60000)]
    public async Task Write_ToAChildThatClosedIt_IsABrokenPipe()
    {
        var (child, seen) = await Start(Shell("exec <&-; echo closed; exec sleep 300") with { Stdin = StdinMode.Pipe });
        await seen.UntilOutput("closed");
        Assert.Equal(StdinWriteResult.BrokenPipe, await child.WriteStdinAsync(new byte[10]));
    }

    [Fact(Timeout = 60000)]
    public async Task Write_ThatWaits_EndsWhenTheChildDies()
    {
        var (child, _) = await Start(Shell("exec sleep 300") with { Stdin = StdinMode.Pipe });
        var write = child.WriteStdinAsync(new byte[1_000_000]).AsTask();
        Assert.False(write.IsCompleted);
        child.Signal(Signals.Kill);
        Assert.Equal(StdinWriteResult.BrokenPipe, await write.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact(Timeout = 60000)]
    public async Task Write_ThatWaits_CanBeCancelledOrClosed()
    {
        var (child, _) = await Start(Shell("exec sleep 300") with { Stdin = StdinMode.Pipe });
        using var cancel = new CancellationTokenSource();
        var first = child.WriteStdinAsync(new byte[1_000_000], cancel.Token).AsTask();
        var second = child.WriteStdinAsync(new byte[10]).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        child.Dispose();
        Assert.Equal(StdinWriteResult.Closed, await second.WaitAsync(TimeSpan.FromSeconds(20)));
        child.Signal(Signals.Kill);
    }

    [Fact(Timeout = 60000)]
    public async Task Stdin_ByDefault_IsEmptyAndNotWritable()
    {
        var (child, seen) = await Start("cat; echo end");
        Assert.Equal(StdinWriteResult.NotPiped, await child.WriteStdinAsync(new byte[1]));
        await seen.UntilOver();
        Assert.Equal("end\n", seen.Stdout);
    }
}
