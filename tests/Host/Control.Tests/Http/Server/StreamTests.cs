using System.Net.Sockets;
using Supervision.Control.Tests.Support;

namespace Supervision.Control.Tests.Http.Server;

/// <summary>Followers of events, and the end of the server.</summary>
public sealed class StreamTests
{
    private const string Follow = "/api/v1/events?names=command-given";

    [Fact(Timeout = 90_000)]
    public async Task Stop_WhileManyFollow_EndsThemInOrder()
    {
        const int Followers = 200;
        await using var http = await HttpHarness.StartAsync(ControlHarness.Sleeper("a"));
        await http.Inner.ReadyAsync(1);
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(80));
        var readers = await Task.WhenAll(Enumerable.Range(0, Followers).Select(async _ => new EventReader(await http.Client.GetStreamAsync(Follow, end.Token))));
        await http.Inner.Control.MarkAsync("mark", ControlHarness.Caller, end.Token);
        await Task.WhenAll(readers.Select(reader => reader.NextAsync(end.Token)));

        await http.Server.DisposeAsync();

        // The last chunk is the end; a connection that was cut would be an exception.
        foreach (EventReader reader in readers)
        {
            Assert.Null(await reader.NextAsync(end.Token));
            reader.Dispose();
        }
    }

    [Fact(Timeout = 90_000)]
    public async Task Follower_ThatDoesNotRead_MissesEvents_AndHoldsUpNobody()
    {
        await using var http = await HttpHarness.StartAsync(ControlHarness.Sleeper("a"));
        await http.Inner.ReadyAsync(1);
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(80));
        using var stuck = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await stuck.ConnectAsync(http.Server.Address!.Host, http.Server.Address.Port);
        await RawServer.SendAsync(stuck, $"GET {Follow} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        await RawServer.ReadUntilAsync(stuck, ": begin\n\n");
        using var reader = new EventReader(await http.Client.GetStreamAsync(Follow, end.Token));
        string text = new('x', 900);

        // More than all the buffers between the two hold.
        for (int i = 0; i < 3000; i++)
        {
            await http.Inner.Control.MarkAsync($"{i} {text}", ControlHarness.Caller, end.Token);
            Assert.Contains($"\"{i} xxx", (await reader.NextAsync(end.Token))!.Value.Data);
        }

        string missed = await RawServer.ReadUntilAsync(stuck, "event: events-missing\n");
        Assert.EndsWith("event: events-missing\n", missed);
    }
}
