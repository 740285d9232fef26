using System.Net;
using Microsoft.AspNetCore.Builder;
using Supervision.Hosting.Tests.Support;
using Supervision.Pbm;

namespace Supervision.Hosting.Tests.Control;

/// <summary>What a host shows of its engines over HTTP.</summary>
public sealed class ControlDoorTests
{
    [Fact(Timeout = 60_000)]
    public async Task Metrics_OfTheHost_TellOfItsEngines()
    {
        await using var host = await TestHost.StartAsync(
            (supervision, _) => supervision.WithEngine("e", engine => engine.Sleeper()), pipeline: app => app.MapSupervisionMetrics());
        await host.Engines.WaitUntilReadyAsync(TimeSpan.FromSeconds(20));

        var response = await host.Client.GetAsync("/metrics");

        Assert.Equal("text/plain", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("engine=\"e\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Listener_OfControl_IsOpenedWhereItWasAskedFor(bool asked)
    {
        await using var host = await TestHost.StartAsync((supervision, folder) => supervision
            .WithEngine("e", engine => engine.Sleeper())
            .AddHocon($"supervision.control.unix.path = \"{folder}/control.sock\"")
            .WithOptions(options => options.OpenControl = asked));
        var path = $"{host.Folder}/control.sock";
        Assert.Equal(asked, File.Exists(path));
        if (!asked)
            return;
        using var client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) =>
            {
                var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, 0);
                await socket.ConnectAsync(new System.Net.Sockets.UnixDomainSocketEndPoint(path), cancellation);
                return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
            },
        });

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("http://localhost/api/v1/engines")).StatusCode);
        await host.App.StopAsync();
        Assert.False(File.Exists(path));
    }

    [Theory(Timeout = 60_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pbm_IsAnsweredWhereControlIsOpened(bool asked)
    {
        await using var host = await TestHost.StartAsync((supervision, folder) => supervision
            .WithEngine("e", engine => engine.Sleeper())
            .AddHocon($"supervision.control.pbm.unix = \"{folder}/pbm.sock\"")
            .WithOptions(options => options.OpenControl = asked));
        var path = $"{host.Folder}/pbm.sock";
        Assert.Equal(asked, File.Exists(path));
        if (!asked)
            return;
        await using (var client = await PbmClient.ConnectAsync(PbmAddress.Unix(path)))
        {
            var results = new List<PbmResult>();
            await foreach (var result in client.ExecuteTextCommandAsync("engine list", json: true))
                results.Add(result);
            Assert.Contains(results, result => result is PbmResult.Row row && row.Json.Contains("\"e\"", StringComparison.Ordinal));
        }

        await host.App.StopAsync();
        Assert.False(File.Exists(path));
    }
}
