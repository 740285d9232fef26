using System.Globalization;
using Supervision.Actors.Engines;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Gates;

/// <summary>Room on a file system.</summary>
internal static class DiskGate
{
    public static Func<CancellationToken, Task<GateResult>> For(DiskGateSettings disk) =>
        // On a thread of its own: a file system that hangs does so for good.
        _ => Task.Factory.StartNew(() => Look(disk), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static GateResult Look(DiskGateSettings disk)
    {
        if (!Path.Exists(disk.Path))
        {
            return GateResult.Fail(FailureKind.GateFailed, $"{disk.Path} does not exist");
        }

        var free = new DriveInfo(disk.Path).AvailableFreeSpace;
        return free >= disk.MinFree ? GateResult.Open($"{Show(free)} are free") : GateResult.Wait(
            FailureKind.GateFailed, $"{disk.Path} has {Show(free)} free and {Show(disk.MinFree)} are needed");
    }

    internal static string Show(long bytes) => bytes >= 10L << 30
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):0.#} GiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 20):0.#} MiB");
}
