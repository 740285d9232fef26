using System.Collections.Immutable;
using System.Globalization;
using Supervision.Actors.Gates;
using Supervision.Hocon;

namespace Supervision.Actors.Settings.Loading;

/// <summary>Reads what must hold before a start.</summary>
internal static class GateReader
{
    private const string PortsForm = "auto or a list of ports from 1 to 65535";
    private const string DevicesForm = "auto, all, none or a list of GPU numbers";

    public static GateSettings Read(Section section, InstanceText instance)
    {
        var settings = new GateSettings
        {
            PortFree = Ports(section),
            Disk = Disk(section.Child("disk"), instance),
            ShmClean = TextListReader.Read(section, "shm-clean", "patterns of files", instance, FileCleaner.Problem),
            Command = OptionalCommand(section, "command", instance),
            Timeout = section.Duration("timeout", Limits.ShortestPeriod, Limits.LongestWait),
            Gpu = Gpu(section.Child("gpu")),
        };
        section.Done();
        return settings;
    }

    /// <summary>A command, where an empty list, or an empty text, is none.</summary>
    public static ImmutableArray<string> OptionalCommand(Section section, string key, InstanceText instance) =>
        !section.TryFind(key, out var value, out var place) || value is HoconArray { Count: 0 } or HoconScalar { IsNull: false, Text: "" }
            ? []
            : CommandReader.Read(section, value, place, instance);

    private static DiskGateSettings Disk(Section section, InstanceText instance)
    {
        var path = section.Text("path");
        if (path.Valid && path.Value.Length > 0 && !path.Value.StartsWith('/'))
            section.Error(path.Place, $"expected an absolute path, or an empty text for none, found {Section.Quote(path.Value)}");
        var disk = new DiskGateSettings { Path = instance.Apply(path.Value ?? ""), MinFree = section.Bytes("min-free", 1, 1L << 60, "no check") };
        section.Done();
        return disk;
    }

    private static ImmutableArray<int>? Ports(Section section)
    {
        if (!section.TryFind("port-free", out var value, out var place) || value is HoconScalar { IsNull: false, Text: "auto" })
            return null;
        return Numbers(section, value, place, PortsForm, 1, 65535);
    }

    private static GpuGateSettings Gpu(Section section)
    {
        var (select, devices) = Devices(section);
        var gpu = new GpuGateSettings
        {
            Select = select,
            Devices = devices,
            MinFree = section.SizeOrShare("min-free", 1024 * 1024, 1L << 50),
            SettleSamples = section.Integer("settle-samples", 1, 1000),
            Interval = section.Duration("interval", Limits.ShortestPeriod, Limits.LongestWait),
            Timeout = section.Duration("timeout", TimeSpan.Zero, Limits.LongestWait),
            FailOnTimeout = section.Choice("on-timeout", ("start", false), ("fail", true)),
        };
        section.Done();
        return gpu;
    }

    private static (GpuSelection Select, ImmutableArray<int> Devices) Devices(Section section)
    {
        if (!section.TryFind("devices", out var value, out var place))
            return (GpuSelection.Auto, []);
        if (value is HoconScalar { IsNull: false } word && word.Text is "auto" or "all" or "none")
            return (word.Text == "auto" ? GpuSelection.Auto : word.Text == "all" ? GpuSelection.All : GpuSelection.None, []);
        var devices = Numbers(section, value, place, DevicesForm, 0, 1023);
        return (devices.IsEmpty ? GpuSelection.None : GpuSelection.Listed, devices);
    }

    private static ImmutableArray<int> Numbers(Section section, HoconValue value, Place place, string form, int min, int max)
    {
        IEnumerable<HoconValue>? items = value switch
        {
            HoconArray array => array,
            HoconScalar { IsNull: false } scalar => [scalar],
            _ => null,
        };
        if (items is null)
        {
            section.Error(place, $"expected {form}, found {Section.Describe(value)}");
            return [];
        }

        var numbers = ImmutableArray.CreateBuilder<int>();
        foreach (var item in items)
        {
            if (item is HoconScalar { IsNull: false } text
                && int.TryParse(text.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
            {
                numbers.Add(number);
                continue;
            }

            section.Error(place, $"expected {form}, found {(value is HoconArray ? $"a list with {Section.Describe(item)}" : Section.Describe(item))}");
            break;
        }

        return numbers.ToImmutable();
    }
}
