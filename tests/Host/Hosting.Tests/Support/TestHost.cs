using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Supervision.Hosting.Tests.Support;

/// <summary>A real ASP.NET Core host on a free loopback port, with real engines.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private TestHost(WebApplication app, CapturedLog log, DirectoryInfo folder, Exits exits)
    {
        App = app;
        Log = log;
        Folder = folder;
        ExitCodes = exits;
    }

    public WebApplication App { get; }

    public CapturedLog Log { get; }

    /// <summary>A folder of this host's own.</summary>
    public DirectoryInfo Folder { get; }

    public Exits ExitCodes { get; }

    public IEngineControl Engines => App.Services.GetRequiredService<IEngineControl>();

    public SupervisionRuntime Runtime => App.Services.GetRequiredService<SupervisionRuntime>();

    public HttpClient Client { get; private set; } = null!;

    /// <summary>Makes a host that is not started.</summary>
    public static TestHost Create(
        Action<SupervisionBuilder, DirectoryInfo> engines, Action<WebApplicationBuilder>? services = null, Action<WebApplication>? pipeline = null,
        params (string Key, string? Value)[] configuration)
    {
        var builder = WebApplication.CreateSlimBuilder();
        var log = new CapturedLog();
        var folder = Directory.CreateTempSubdirectory("hosting-");
        var exits = new Exits();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Configuration.AddInMemoryCollection(configuration.Select(one => KeyValuePair.Create(one.Key, one.Value)));
        builder.Services.AddSingleton<ExitCodeSink>(exits);
        builder.Services.AddSupervision("test", supervision => engines(supervision, folder));
        services?.Invoke(builder);
        var app = builder.Build();
        pipeline?.Invoke(app);
        return new TestHost(app, log, folder, exits);
    }

    /// <summary>Makes and starts a host.</summary>
    public static async Task<TestHost> StartAsync(
        Action<SupervisionBuilder, DirectoryInfo> engines, Action<WebApplicationBuilder>? services = null, Action<WebApplication>? pipeline = null,
        params (string Key, string? Value)[] configuration)
    {
        var host = Create(engines, services, pipeline, configuration);
        try
        {
            await host.StartAsync();
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public async Task StartAsync()
    {
        await App.StartAsync();
        var address = App.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Client = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(20) };
    }

    /// <summary>Completes when the host has stopped.</summary>
    public Task StoppedAsync() => App.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        await App.DisposeAsync();
        Folder.Delete(recursive: true);
    }

    /// <summary>Takes the exit code in place of the process, which is that of the tests.</summary>
    internal sealed class Exits : ExitCodeSink
    {
        public int? Code { get; private set; }

        public override void Set(int code) => Code = code;
    }
}
