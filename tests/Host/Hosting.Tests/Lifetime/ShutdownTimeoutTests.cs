using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Supervision.Hosting.Tests.Support;
using MsLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Supervision.Hosting.Tests.Lifetime;

/// <summary>The host's time to stop against that of its engines.</summary>
public sealed class ShutdownTimeoutTests
{
    [Theory(Timeout = 60_000)]
    [InlineData(29, false)]
    [InlineData(45, true)]
    public async Task Start_WarnsWhereEnginesMayTakeLongerToStopThanTheHost(int seconds, bool warned)
    {
        await using var host = await StartAsync(seconds, raise: false);

        var warnings = host.Log.Entries.Where(entry => entry.Id.Name == "hosting.shutdown-timeout-too-short").ToList();
        Assert.Equal(warned ? 1 : 0, warnings.Count);
        foreach (var warning in warnings)
        {
            Assert.Equal(MsLevel.Warning, warning.Level);
            Assert.Contains("stopping may take 45s", warning.Text, StringComparison.Ordinal);
            Assert.Contains("HostOptions.ShutdownTimeout allows 30s", warning.Text, StringComparison.Ordinal);
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Start_RaisesTheTimeoutWhereItWasAskedTo()
    {
        await using var host = await StartAsync(120, raise: true);

        Assert.Equal(TimeSpan.FromSeconds(125), host.App.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout);
        Assert.Contains(host.Log.Entries, entry => entry.Id.Name == "hosting.shutdown-timeout-raised");
        Assert.DoesNotContain(host.Log.Entries, entry => entry.Id.Name == "hosting.shutdown-timeout-too-short");
    }

    [Fact(Timeout = 60_000)]
    public async Task Phase_OfTheEngines_LastsAsLongAsTheyMay()
    {
        await using var host = await StartAsync(120, raise: false);

        Assert.True(CoordinatedShutdown.Get(host.Runtime.System).Timeout(CoordinatedShutdown.PhaseServiceStop) > TimeSpan.FromSeconds(120));
    }

    private static Task<TestHost> StartAsync(int seconds, bool raise) => TestHost.StartAsync((supervision, _) => supervision
        .WithEngine("e", engine => engine.Sleeper().Stop(timeout: TimeSpan.FromSeconds(seconds)))
        .WithOptions(options => options.RaiseShutdownTimeout = raise));
}
