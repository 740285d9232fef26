using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Supervision.Hosting.OpenTelemetry.Tests;

/// <summary>OpenTelemetry's own providers and exporter, with a collector that keeps what comes.</summary>
/// <remarks>In a process of its own: all hosts of a process have a meter of the same name, and the end of one ends what OpenTelemetry made of all.</remarks>
public sealed class InstrumentationTests : IDisposable
{
    private readonly HttpListener _collector = new();
    private readonly Channel<(string Path, string Body)> _requests = Channel.CreateUnbounded<(string, string)>();
    private readonly string _address = $"http://127.0.0.1:{FreePort()}/";

    public InstrumentationTests()
    {
        _collector.Prefixes.Add(_address);
        _collector.Start();
        _ = ServeAsync();
    }

    public void Dispose() => _collector.Close();

    [Fact(Timeout = 60_000)]
    public async Task Providers_ExportMetricsAndSpansOfEngines()
    {
        using var metrics = Sdk.CreateMeterProviderBuilder().AddSupervisionInstrumentation().AddOtlpExporter(options => Configure(options, "v1/metrics")).Build();
        using var traces = Sdk.CreateTracerProviderBuilder().AddSupervisionInstrumentation().AddOtlpExporter(options => Configure(options, "v1/traces")).Build();
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddSupervision("test", supervision => supervision.WithEngine("telemetered", engine => engine.Command("sleep", "1000")));
        using var host = builder.Build();
        await host.StartAsync();
        await host.Services.GetRequiredService<IEngineControl>().WaitUntilReadyAsync(TimeSpan.FromSeconds(20));

        await UntilSentAsync("/v1/metrics", "supervision.engine.ready", metrics.ForceFlush);
        await UntilSentAsync("/v1/traces", "engine.attempt", traces.ForceFlush);
        await host.StopAsync();
    }

    private void Configure(OtlpExporterOptions options, string path)
    {
        options.Protocol = OtlpExportProtocol.HttpProtobuf;
        options.Endpoint = new Uri(_address + path);
    }

    // The engine's events arrive after those who wait for it are told.
    private async Task UntilSentAsync(string path, string name, Func<int, bool> flush)
    {
        Assert.True(await Eventually.Holds(IsSent, TimeSpan.FromSeconds(30)));

        bool IsSent()
        {
            Assert.True(flush(20_000));
            while (_requests.Reader.TryRead(out var request))
            {
                if (request.Path == path && request.Body.Contains(name, StringComparison.Ordinal) && request.Body.Contains("telemetered", StringComparison.Ordinal))
                    return true;
            }

            return false;
        }
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await _collector.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream, Encoding.Latin1);
                _requests.Writer.TryWrite((context.Request.Url!.AbsolutePath, await reader.ReadToEndAsync()));
                context.Response.Close();
            }
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
