using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Gates;
using Supervision.Actors.Settings;
using Supervision.Actors.Tests.Support;
using static Supervision.Actors.Tests.Support.TreeHarness;

namespace Supervision.Actors.Tests.Gates;

/// <summary>Real starts that something stands in the way of.</summary>
public sealed class GateTests : IDisposable
{
    private static readonly ImmutableDictionary<FailureKind, FailurePolicy> _giveUpAtOnce = ImmutableDictionary<FailureKind, FailurePolicy>.Empty
        .Add(FailureKind.PortBusy, new FailurePolicy(FailureAction.Exit)).Add(FailureKind.GateFailed, new FailurePolicy(FailureAction.Exit));

    private readonly string _folder = Directory.CreateTempSubdirectory("gates-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static EngineSettings Sleeper(GateSettings gates) => Shell("engine", "exec sleep 100") with
    {
        Gates = gates,
        Failures = new FailureSettings { Policies = _giveUpAtOnce },
    };

    [Fact(Timeout = 60_000)]
    public async Task Port_InUse_IsWaitedForAndItsHolderNamed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await using var h = Start(Sleeper(new GateSettings { PortFree = [port] }));

        var waiting = await h.NextOfAsync<GateWaiting>("engine");
        listener.Stop();
        var passed = await h.NextOfAsync<GatePassed>("engine");
        await h.NextOfAsync<EngineRunning>("engine");

        Assert.Equal(("port", "port"), (waiting.Gate, passed.Gate));
        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"port {port} is in use by pid {Environment.ProcessId} ("), waiting.Why, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Port_StaysInUse_FailsTheAttemptWithItsHolder()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await using var h = Start(Sleeper(new GateSettings { PortFree = [port], Timeout = TimeSpan.FromMilliseconds(300) }));

        var outcome = await h.OutcomeAsync();

        Assert.Equal(FailureKind.PortBusy, outcome.Failure!.Kind);
        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"not started, gate port: port {port} is in use by pid {Environment.ProcessId}"), outcome.Failure.Message, StringComparison.Ordinal);
        await h.AllAsync();
        Assert.Empty(h.Seen.OfType<EngineRunning>());
        Assert.Equal(FailureKind.PortBusy, Assert.Single(h.Seen.OfType<GateFailed>()).Kind);
    }

    /// <summary>A port that the command only mentions may be that of a server which the engine needs.</summary>
    [Fact(Timeout = 60_000)]
    public async Task Port_GuessedFromTheCommand_DelaysTheStartAndNoMore()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        await using var h = Start(Sleeper(new GateSettings { Timeout = TimeSpan.FromSeconds(3) }) with
        {
            Command = ["/bin/sh", "-c", "exec sleep 100", "client", "--port", port],
        });

        await h.NextOfAsync<GateWaiting>("engine");
        await h.NextOfAsync<EngineRunning>("engine");

        Assert.Contains("started all the same", Assert.Single(h.Seen.OfType<GatePassed>()).Why, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Stop_DuringAWait_EndsItAtOnce()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var h = Start(Sleeper(new GateSettings { PortFree = [((IPEndPoint)listener.LocalEndpoint).Port], Timeout = TimeSpan.FromHours(1) }));
        await h.NextOfAsync<GateWaiting>("engine");

        await h.Tree.StopEngineAsync("engine");

        await h.NextOfAsync<EngineStopped>("engine");
        Assert.Null((await h.Tree.StatusAsync())[0].LastFailure);
    }

    [Fact(Timeout = 60_000)]
    public async Task Disk_TooFull_FailsTheAttempt()
    {
        await using var h = Start(Sleeper(new GateSettings
        {
            Disk = new DiskGateSettings { Path = _folder, MinFree = 1L << 59 },
            Timeout = TimeSpan.FromMilliseconds(100),
        }));

        var failure = (await h.OutcomeAsync()).Failure!;

        Assert.Equal(FailureKind.GateFailed, failure.Kind);
        Assert.Contains("free and 536870912 GiB are needed", failure.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Command_ThatFails_FailsTheAttemptWithItsLastLine()
    {
        await using var h = Start(Sleeper(new GateSettings { Command = ["/bin/sh", "-c", "echo model not mounted >&2; exit 4"] }));

        Assert.Equal("not started, gate command: /bin/sh exited with code 4: model not mounted", (await h.OutcomeAsync()).Failure!.Message);
    }

    [Fact(Timeout = 60_000)]
    public async Task Command_ThatHangs_IsKilledAtItsTimeout()
    {
        var mark = Guid.NewGuid().ToString("N");
        await using var h = Start(Sleeper(new GateSettings { Command = ["/bin/sh", "-c", "sleep 100 & wait"], Timeout = TimeSpan.FromMilliseconds(300) }) with
        {
            Environment = ImmutableSortedDictionary<string, string?>.Empty.Add("GATE_TEST_MARK", mark),
        });

        Assert.Equal("not started, gate command: /bin/sh did not end within 0.3 s and was killed", (await h.OutcomeAsync()).Failure!.Message);
        Assert.Empty(Proc.WithEnvironment(mark));
    }

    [Fact(Timeout = 60_000)]
    public async Task ShmClean_RemovesWhatNobodyHasOpen()
    {
        var used = Path.Combine(_folder, "vllm-used");
        var left = Path.Combine(_folder, "vllm-left");
        var other = Path.Combine(_folder, "other");
        using var open = File.Create(used);
        File.WriteAllText(left, "x");
        File.WriteAllText(other, "x");
        File.CreateSymbolicLink(Path.Combine(_folder, "vllm-link"), other);
        await using var h = Start(Sleeper(new GateSettings { ShmClean = [$"{_folder}/vllm-*"] }));

        var removed = await h.NextOfAsync<FilesRemoved>("engine");
        await h.NextOfAsync<EngineRunning>("engine");

        Assert.Equal([left], removed.Paths);
        Assert.Equal(["other", "vllm-link", "vllm-used"], Directory.EnumerateFileSystemEntries(_folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void ShmClean_DirectoryBehindALink_IsLeftAlone()
    {
        var real = Directory.CreateDirectory(Path.Combine(_folder, "real")).FullName;
        File.WriteAllText(Path.Combine(real, "vllm-1"), "x");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "link"), real);

        Assert.Empty(FileCleaner.Clean([$"{_folder}/link/vllm-*"]));
        Assert.Single(FileCleaner.Clean([$"{real}/vllm-*"]));
    }

    [Theory]
    [InlineData("/etc/vllm-*", "only files below")]
    [InlineData("/dev/shm/*", "three literal characters")]
    [InlineData("/dev/shm/v?-*", "three literal characters")]
    [InlineData("/tmp/../etc/pass*", "wildcards, . and .. are not allowed")]
    [InlineData("/tmp/*/passwd", "wildcards, . and .. are not allowed")]
    public void ShmClean_DangerousPattern_IsRefused(string pattern, string why) => Assert.Contains(why, FileCleaner.Problem(pattern), StringComparison.Ordinal);

    [Fact]
    public void Ports_OfTheEngine_AreThoseItIsKnownToServeOn() => Assert.Equal(
        [8080, 9000], PortGate.PortsOf(new EngineSettings { Name = "e", Port = 8080, Command = ["serve", "--port", "8080", "--port", "9000"] }));

    [Fact]
    public void Ports_OfTheCommand_AreItsOptions() => Assert.Equal(
        [8000, 9000],
        PortGate.PortsOf(new EngineSettings { Name = "e", Command = ["serve", "--port", "8000", "--port=9000", "--port", "x", "--portable", "7"] }));
}
