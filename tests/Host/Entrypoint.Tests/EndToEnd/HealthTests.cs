using System.Net;
using System.Net.Sockets;
using System.Text;
using Supervision.Entrypoint.Tests.Support;

namespace Supervision.Entrypoint.Tests.EndToEnd;

/// <summary>What a real daemon tells orchestrators.</summary>
public sealed class HealthTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("supervision-test-");

    private readonly string _address = $"127.0.0.1:{FreePort()}";

    [Fact(Timeout = 60000)]
    public async Task Probes_OverALife_FollowTheEngine()
    {
        string flag = Path.Combine(_directory.FullName, "ready");
        await using DaemonProcess daemon = DaemonProcess.Start(
            ["--set", "supervision.defaults.engine.probes.readiness.period=100ms", "--set", $"supervision.defaults.engine.probes.readiness.exec=[test, -e, \"{flag}\"]",
                "--", "sh", "-c", "trap 'echo draining; while :; do sleep 0.1; done' TERM; echo trap is set; while :; do sleep 0.1; done"],
            new() { ["SUPERVISION_HEALTH_LISTEN"] = _address, ["SUPERVISION_STOP_TIMEOUT"] = "10m" });
        await daemon.WaitForLineAsync("| trap is set");
        Assert.Equal((0, 1, 1), (await ProbeAsync("live"), await ProbeAsync("ready"), await ProbeAsync("startup")));

        File.WriteAllText(flag, "");
        await daemon.WaitForLineAsync("ready after");
        Assert.Equal((0, 0, 0), (await ProbeAsync("live"), await ProbeAsync("ready"), await ProbeAsync("startup")));

        daemon.Signal(Native.SIGTERM);
        await daemon.WaitForLineAsync("| draining");
        Assert.Equal((0, 1, 0), (await ProbeAsync("live"), await ProbeAsync("ready"), await ProbeAsync("startup")));
    }

    [Fact(Timeout = 60000)]
    public async Task Probe_WithoutADaemon_ExitsOneAndWithoutAnAddressTwo()
    {
        Assert.Equal(1, await ProbeAsync("live"));
        await using DaemonProcess nobody = DaemonProcess.Start("probe", "live");
        Assert.Equal(2, await nobody.WaitForExitAsync());
        Assert.Contains("SUPERVISION_HEALTH_LISTEN", nobody.Errors, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task Listener_OnATakenAddress_StartsNothing()
    {
        using var taken = new TcpListener(IPEndPoint.Parse(_address));
        taken.Start();
        await using DaemonProcess daemon = DaemonProcess.Start(["--", "echo", "never"], new() { ["SUPERVISION_HEALTH_LISTEN"] = _address });

        Assert.Equal(70, await daemon.WaitForExitAsync());
        Assert.Contains(daemon.Lines, line => line.Contains($"cannot start: supervision.health.listen = {_address}", StringComparison.Ordinal) && line.EndsWith("; somebody listens there: end him, or choose another port", StringComparison.Ordinal));
        Assert.DoesNotContain(daemon.Lines, line => line.EndsWith("never", StringComparison.Ordinal));
    }

    [Fact(Timeout = 60000)]
    public async Task TerminationMessage_OfAnEndInFailure_IsTheReason()
    {
        string path = Path.Combine(_directory.FullName, "termination");
        await using DaemonProcess daemon = DaemonProcess.Start(
            ["standard-supervisor", "sh", "-c", "echo the last words; exit 3"],
            new() { ["SUPERVISION_TERMINATION_MESSAGE"] = path, ["ENGINE_MAX_START_RETRIES"] = "0", ["SUPERVISOR_CONFIG_PATH"] = "/dev/null" });

        Assert.Equal(1, await daemon.WaitForExitAsync());
        string message = File.ReadAllText(path);
        Assert.Contains("exited with code 3", message, StringComparison.Ordinal);
        Assert.Contains("the last words", message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task Service_UnderSystemd_TellsReadinessPulseAndEnd()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        string path = Path.Combine(_directory.FullName, "notify");
        socket.Bind(new UnixDomainSocketEndPoint(path));
        await using DaemonProcess daemon = DaemonProcess.Start(
            ["--", "sh", "-c", "echo \"engine sees: ${NOTIFY_SOCKET-nothing}\"; exec sleep 1000"],
            new() { ["NOTIFY_SOCKET"] = path, ["WATCHDOG_USEC"] = "200000" });

        Assert.Equal("READY=1", await ReceiveAsync());
        Assert.StartsWith("WATCHDOG=1\nSTATUS=sh: ", await ReceiveAsync(), StringComparison.Ordinal);
        Assert.StartsWith("WATCHDOG=1\n", await ReceiveAsync(), StringComparison.Ordinal);
        await daemon.WaitForLineAsync("| engine sees: nothing");
        daemon.Signal(Native.SIGTERM);
        string last;
        do
            last = await ReceiveAsync();
        while (last.StartsWith("WATCHDOG", StringComparison.Ordinal));
        Assert.Equal("STOPPING=1\nSTATUS=stopping", last);
        Assert.Equal(0, await daemon.WaitForExitAsync());

        async Task<string> ReceiveAsync()
        {
            using var deadline = new CancellationTokenSource(DaemonProcess.Patience);
            byte[] buffer = new byte[4096];
            return Encoding.UTF8.GetString(buffer, 0, await socket.ReceiveAsync(buffer, deadline.Token));
        }
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private async Task<int> ProbeAsync(string what)
    {
        await using DaemonProcess probe = DaemonProcess.Start("probe", what, _address);
        return await probe.WaitForExitAsync();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
