// A small answer over connections that are kept, from this server and from Kestrel in turns, asked for by the same clients in the same process.
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Supervision.Control.Http.Server;

const int Runs = 5;
const int Connections = 32;
TimeSpan length = TimeSpan.FromSeconds(args is [var text] ? double.Parse(text, CultureInfo.InvariantCulture) : 3);
byte[] answer = "the tree answers\n"u8.ToArray();

var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
listener.Listen(512);
await using var own = new HttpServer(new HttpServerOptions(), exchange =>
{
    exchange.SetHeader("X-Content-Type-Options", "nosniff");
    exchange.SetHeader("Cache-Control", "no-store");
    return exchange.SendAsync(answer, "text/plain; charset=utf-8").AsTask();
});
var ownAddress = (IPEndPoint)listener.LocalEndPoint!;
own.Listen(listener);

var options = new KestrelServerOptions { AddServerHeader = false, ApplicationServices = new ServiceCollection().AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance).BuildServiceProvider() };
options.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http1);
using var kestrel = new KestrelServer(Options.Create(options), new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance), NullLoggerFactory.Instance);
await kestrel.StartAsync(new Application(answer), default);
string found = kestrel.Features.Get<Microsoft.AspNetCore.Hosting.Server.Features.IServerAddressesFeature>()!.Addresses.Single();
var kestrelAddress = new IPEndPoint(IPAddress.Loopback, new Uri(found).Port);

await MeasureAsync(ownAddress, TimeSpan.FromSeconds(2));
await MeasureAsync(kestrelAddress, TimeSpan.FromSeconds(2));
var results = new List<(double Rate, double Bytes)>[] { [], [] };
for (int run = 0; run < Runs; run++)
{
    results[0].Add(await MeasureAsync(ownAddress, length));
    results[1].Add(await MeasureAsync(kestrelAddress, length));
}

Console.WriteLine($"{Environment.ProcessorCount} cores; .NET {Environment.Version}; median of {Runs} runs of {length.TotalSeconds:0.#} s in turns, {Connections} connections");
Console.WriteLine();
Console.WriteLine("| server | requests/s | least – most | B/request |");
Console.WriteLine("|---|---:|---:|---:|");
Print("this", results[0]);
Print("Kestrel", results[1]);
await kestrel.StopAsync(default);

static void Print(string name, List<(double Rate, double Bytes)> runs)
{
    double[] rates = [.. runs.Select(run => run.Rate).Order()];
    double[] bytes = [.. runs.Select(run => run.Bytes).Order()];
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {rates[Runs / 2]:N0} | {rates[0]:N0} – {rates[^1]:N0} | {bytes[Runs / 2]:N0} |"));
}

static async Task<(double Rate, double Bytes)> MeasureAsync(IPEndPoint address, TimeSpan length)
{
    byte[] request = "GET /livez HTTP/1.1\r\nHost: localhost:9001\r\nUser-Agent: probe/1.0\r\nAccept: */*\r\n\r\n"u8.ToArray();
    long begin = Stopwatch.GetTimestamp();
    long bytes = GC.GetTotalAllocatedBytes(precise: true);
    long[] counts = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address);
        byte[] buffer = new byte[1024];
        long count = 0;
        while (Stopwatch.GetElapsedTime(begin) < length)
        {
            await socket.SendAsync(request);
            int read = 0;
            do
                read += await socket.ReceiveAsync(buffer.AsMemory(read));
            while (buffer[read - 1] != '\n' || !buffer.AsSpan(0, read).EndsWith("answers\n"u8));
            count++;
        }
        return count;
    })));
    double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
    long total = counts.Sum();
    return (total / seconds, (double)(GC.GetTotalAllocatedBytes(precise: true) - bytes) / total);
}

internal sealed class Application(byte[] answer) : IHttpApplication<HttpContext>
{
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    public Task ProcessRequestAsync(HttpContext context)
    {
        HttpResponse response = context.Response;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-store";
        response.ContentType = "text/plain; charset=utf-8";
        response.ContentLength = answer.Length;
        return response.Body.WriteAsync(answer, 0, answer.Length);
    }
}
