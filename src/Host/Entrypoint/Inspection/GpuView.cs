using System.Globalization;
using System.Text;
using System.Text.Json;
using Supervision.Posix;

namespace Supervision.Entrypoint.Inspection;

/// <summary>What <c>gpu</c> prints.</summary>
internal static class GpuView
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    public static async Task<string> ShowAsync(bool json)
    {
        using var monitor = new GpuMonitor();
        GpuReport report = await monitor.ReadAsync(_patience);
        return json ? ToJson(report) : ToText(report);
    }

    public static string ToJson(GpuReport report) => ReadableJson.Of(writer => GpuJson.Write(writer, report));

    public static string ToText(GpuReport report)
    {
        if (report.Status != GpuStatus.Ok)
            return $"{report.Reason}\n";
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"driver {report.DriverVersion ?? "unknown"}, CUDA {report.CudaVersion ?? "unknown"}, GPUs: {report.Devices.Count}\n");
        foreach (GpuDevice device in report.Devices)
            Append(text, device);
        return text.ToString();
    }

    private static void Append(StringBuilder text, GpuDevice device)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n{device.Index}  {device.Name ?? "unknown"}  {device.PciBusId}  {device.Uuid}\n");
        if (device.Problem is { } problem)
            text.Append(CultureInfo.InvariantCulture, $"   problem  {problem}\n");
        text.Append(CultureInfo.InvariantCulture, $"   memory   {Size(device.MemoryUsedBytes)} used, {Size(device.MemoryFreeBytes)} free, {Size(device.MemoryTotalBytes)} in all\n");
        text.Append(CultureInfo.InvariantCulture,
            $"   load     {Show(device.UtilizationPercent, " %")}, memory {Show(device.MemoryUtilizationPercent, " %")}, {Show(device.Temperature, " °C")}, {Show(device.PowerWatts, " W")} of {Show(device.PowerLimitWatts, " W")}\n");
        text.Append(CultureInfo.InvariantCulture, $"   health   {Health(device.Health)}\n");
        if (device.Mig == GpuMigMode.Enabled)
            text.Append("   mig      enabled\n");
        foreach (GpuProcess process in device.Processes)
        {
            string instance = process.GpuInstance is { } number ? string.Create(CultureInfo.InvariantCulture, $", instance {number}") : "";
            text.Append(CultureInfo.InvariantCulture,
                $"   process  {process.Pid}, {(process.Kind == GpuProcessKind.Compute ? "compute" : "graphics")}, {Size(process.UsedBytes)}{instance}\n");
        }
    }

    private static string Health(GpuHealth health)
    {
        var found = new List<string>();
        if (health.UncorrectedErrors is > 0 and var errors)
            found.Add(string.Create(CultureInfo.InvariantCulture, $"uncorrected memory errors: {errors}"));
        if (health.RetiredPages is > 0 and var pages)
            found.Add(string.Create(CultureInfo.InvariantCulture, $"retired pages: {pages}"));
        if (health.RemappedRows is > 0 and var rows)
            found.Add(string.Create(CultureInfo.InvariantCulture, $"remapped rows: {rows}"));
        if (health.ResetPending == true)
            found.Add("waits for a reset");
        if (health.RemappingFailed == true)
            found.Add("a remapping failed, replace the GPU");
        return $"{(health.IsGood ? "good" : "bad")}{string.Concat(found.Select(one => $"; {one}"))}";
    }

    private static string Size(long? bytes) => bytes switch
    {
        null => "unknown",
        >= 1L << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes.Value / (double)(1L << 30):0.0} GiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes.Value / (double)(1L << 20):0} MiB"),
    };

    private static string Show<T>(T? value, string unit)
        where T : struct, IFormattable => value is { } known ? known.ToString("0.#", CultureInfo.InvariantCulture) + unit : "unknown";
}

/// <summary>How a report is written.</summary>
[RecordJson(Writes = [typeof(GpuReport)], OmitNulls = true, Words = true, Computed = true)]
internal static partial class GpuJson;
