using System.Net.Sockets;
using Supervision.Pbm.Protocol;
using Supervision.Pbm.Tests.Support;

namespace Supervision.Pbm.Tests.Server;

public sealed class FollowerTests
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    [Fact(Timeout = 120000)]
    public async Task Followers_TwoHundredAtOnce_EachGetEverything()
    {
        const int Many = 200;
        await using EchoServer server = EchoServer.Start();
        PbmClient[] clients = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => PbmClient.ConnectAsync(server.Unix, new PbmClientOptions { ConnectTimeout = _patience })));
        using var cancel = new CancellationTokenSource();
        TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int done = 0;
        Task<Answer>[] followers = [.. clients.Select(client => Answer.OfAsync(client.ExecuteAsync(["echo", "follow"], cancellation: cancel.Token), Seen))];
        Assert.True(await Eventually.Holds(() => server.Palette.Followers == Many, _patience));

        for (int i = 0; i < 100; i++)
            server.Palette.Publish($"line {i}");
        server.Palette.Publish("last");
        // Commands beside them are answered, and end.
        await Task.WhenAll(clients.Select(client => Answer.OfAsync(client.ExecuteAsync(["echo", "words"]))));
        Assert.True(await Eventually.Holds(() => server.Host.Statistics.Running == Many, _patience));
        await all.Task.WaitAsync(_patience);
        await cancel.CancelAsync();

        foreach (Answer answer in await Task.WhenAll(followers))
        {
            Assert.Equal(130, answer.Code);
            Assert.Equal([.. Enumerable.Range(0, 100).Select(i => $"line {i}"), "last"], answer.Lines);
        }
        Assert.Equal(0, server.Host.Statistics.CutOff);
        foreach (PbmClient client in clients)
            await client.DisposeAsync();

        void Seen(string line)
        {
            if (line == "last" && Interlocked.Increment(ref done) == Many)
                all.SetResult();
        }
    }

    [Fact(Timeout = 120000)]
    public async Task Follower_ThatStopsReading_CostsABoundedBuffer_AndIsCutOff()
    {
        await using EchoServer server = EchoServer.Start(options => options with { Buffer = 64 * 1024, StallTimeout = TimeSpan.FromSeconds(2) });
        await using PbmClient other = await PbmClient.ConnectAsync(server.Unix);
        var (socket, _) = await server.ConnectHelloAsync();
        using Socket slow = socket;
        slow.ReceiveBufferSize = 4096;

        await slow.SendAsync(FrameWriter.Bytes(new PbmFrame.Execute(1, "echo flood", [], false)));

        // What is taken from the producer stops at the bound: our buffer and the kernel's, not more.
        Assert.True(await Eventually.Holds(() => server.Palette.Flooded > 0, _patience));
        Assert.True(await Eventually.Holds(() => server.Host.Statistics is { CutOff: 1, Running: 0, Connections: 1 }, _patience));
        Assert.InRange(Interlocked.Read(ref server.Palette.Flooded), 1, 2000);
        Assert.Equal("a\ncode 0", $"{await Answer.OfAsync(other.ExecuteAsync(["echo", "words", "a"]))}");
    }

    [Fact(Timeout = 120000)]
    public async Task Server_ThatStops_DoesNotWaitForAReaderThatDoesNotRead()
    {
        EchoServer server = EchoServer.Start(options => options with { StallTimeout = TimeSpan.FromHours(1) });
        var (socket, _) = await server.ConnectHelloAsync();
        using Socket slow = socket;
        await slow.SendAsync(FrameWriter.Bytes(new PbmFrame.Execute(1, "echo flood", [], false)));
        Assert.True(await Eventually.Holds(() => server.Palette.Flooded > 100, _patience));

        await server.DisposeAsync().AsTask().WaitAsync(_patience);

        Assert.Equal(0, server.Host.Statistics.CutOff);
    }

    [Fact(Timeout = 120000)]
    public async Task Client_ThatOnlyPings_AndNeverReads_IsCutOff()
    {
        await using EchoServer server = EchoServer.Start(options => options with { Buffer = 4096, StallTimeout = TimeSpan.FromSeconds(1) });
        var (socket, _) = await server.ConnectHelloAsync();
        using Socket slow = socket;
        byte[] ping = FrameWriter.Bytes(new PbmFrame.Ping(1));
        byte[] many = [.. Enumerable.Repeat(ping, 1000).SelectMany(bytes => bytes)];

        await Assert.ThrowsAsync<SocketException>(async () =>
        {
            for (int i = 0; i < 10_000; i++)
                await slow.SendAsync(many);
        });

        Assert.True(await Eventually.Holds(() => server.Host.Statistics is { CutOff: 1, Connections: 0 }, _patience));
    }
}
