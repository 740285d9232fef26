using Supervision.Entrypoint.Tests.Support;

namespace Supervision.Entrypoint.Tests.EndToEnd;

/// <summary>As process 1 of a namespace of its own, under the conditions of hardened containers.</summary>
public sealed class PidOneTests
{
    // Everything read-only, a /dev/shm of one page, no room in /tmp, no user of that number, no home, standard input closed. The program
    // is shown under /mnt, so that it is found wherever the checkout lies: below /tmp, or in a home that other users cannot enter.
    private const string Hardened = """
        mount --make-rprivate / && mount -t tmpfs tmpfs /mnt && mkdir /mnt/bin && mount --bind "$(dirname "$0")" /mnt/bin &&
        mount -o remount,ro,bind /mnt/bin && mount -o remount,ro,bind / &&
        mount -t tmpfs -o size=4k tmpfs /dev/shm && mount -t tmpfs -o ro,size=4k tmpfs /tmp &&
        BIG=$(head -c 100000 /dev/zero | tr '\0' x) && export BIG HOME=/nonexistent &&
        cd / && exec setpriv --reuid 65534 --regid 65534 --clear-groups "/mnt/bin/$(basename "$0")" "$@" <&-
        """;

    [NeedsPidNamespaceFact]
    public async Task PidOne_OfAHardenedContainer_RestartsAndExitsOne()
    {
        await using DaemonProcess daemon = DaemonProcess.Start(
            ["standard-supervisor", "sh", "-c", "echo \"uid $(id -u), ${#BIG} bytes, input $(cat | wc -c)\"; (setsid sleep 0.1 &); exit 3"],
            new() { ["ENGINE_MAX_START_RETRIES"] = "1", ["SUPERVISION_BACKOFF_MIN"] = "50ms", ["DOTNET_EnableDiagnostics"] = "0" },
            read: true, "unshare", "--pid", "--fork", "--mount", "--mount-proc", "--kill-child", "sh", "-c", Hardened);

        Assert.Equal(1, await daemon.WaitForExitAsync());

        Assert.Contains(daemon.Lines, line => line.Contains("starting as pid 1;", StringComparison.Ordinal));
        Assert.Equal(2, daemon.Lines.Count(line => line == "uid 65534, 100000 bytes, input 0"));
        // It could not be written, and nobody had asked for it.
        Assert.Contains(daemon.Lines, line => line.Contains("the generated configuration is not shown: /tmp/supervisord.conf cannot be written", StringComparison.Ordinal));
    }

    [NeedsPidNamespaceFact]
    public async Task PidOne_Stopped_WaitsForTheGraceAndReapsOrphans()
    {
        await using DaemonProcess daemon = DaemonProcess.Start(
            ["standard-supervisor", "sh", "-c", "trap 'sleep 1; echo drained; exit 0' TERM; (setsid sleep 0.2 &); echo trap is set; while :; do sleep 0.1; done"],
            [], read: true, "unshare", "--pid", "--fork", "--mount-proc", "--kill-child");
        await daemon.WaitForLineAsync("trap is set");

        Native.Kill(Assert.Single(ProcessScan.ChildrenOf(daemon.Pid)), Native.SIGTERM);

        Assert.Equal(0, await daemon.WaitForExitAsync());
        Assert.Contains("drained", daemon.Lines);
    }

    [NeedsPidNamespaceFact]
    public async Task PidOne_KilledEngine_LosesItsWholeTree()
    {
        await using DaemonProcess daemon = DaemonProcess.Start(
            ["standard-supervisor", "sh", "-c", "setsid sleep 1000 & setsid --fork sleep 1000; sleep 0.3; kill -9 $$"],
            new() { ["PROCESS_MAX_START_RETRIES"] = "1", ["SUPERVISION_BACKOFF_MIN"] = "50ms" },
            read: true, "unshare", "--pid", "--fork", "--mount-proc");

        Assert.Equal(1, await daemon.WaitForExitAsync());
        Assert.Empty(daemon.Offspring);
    }
}
