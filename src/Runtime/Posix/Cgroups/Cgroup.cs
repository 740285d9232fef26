namespace Supervision.Posix;

/// <summary>One control group, by its directory. Holds nothing open; every read is fresh. Thread-safe.</summary>
public sealed class Cgroup
{
    private Cgroup(string path, CgroupVersion version, string mount)
    {
        Path = path;
        Version = version;
        Mount = mount;
    }

    /// <summary>The directory.</summary>
    public string Path { get; }

    /// <summary>Which files it has.</summary>
    public CgroupVersion Version { get; }

    /// <summary>The visible root of the hierarchy: no group above it is looked at.</summary>
    internal string Mount { get; }

    /// <summary>The file whose change tells of the memory's events.</summary>
    internal string EventsFile => System.IO.Path.Combine(Path, Version == CgroupVersion.V2 ? "memory.events" : "memory.oom_control");

    /// <summary>The group of this process that limits its memory.</summary>
    /// <returns>Null where there is none that can be seen: control groups are not mounted, or the memory controller is off.</returns>
    public static Cgroup? Own() => Of("self");

    /// <summary>The group of a process that limits its memory.</summary>
    /// <param name="pid">Its process id.</param>
    /// <returns>Null where there is none that can be seen.</returns>
    public static Cgroup? Of(int pid) => Of(pid.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>A group by its directory.</summary>
    /// <param name="directory">For example <c>/sys/fs/cgroup/supervision/vllm</c>.</param>
    /// <returns>Null where the directory has no files of the memory controller.</returns>
    public static Cgroup? At(string directory) => At(directory, directory);

    /// <summary>What the group's memory files say now.</summary>
    public CgroupMemory ReadMemory()
    {
        var stat = CgroupFile.Read(File("memory.stat"));
        var v2 = Version == CgroupVersion.V2;
        var current = CgroupFile.Number(File(v2 ? "memory.current" : "memory.usage_in_bytes"));
        var cache = CgroupFile.Number(stat, v2 ? "inactive_file"u8 : "total_inactive_file"u8) ?? 0;
        var events = CgroupFile.Read(EventsFile);
        return new CgroupMemory
        {
            CurrentBytes = current,
            WorkingSetBytes = current is { } all ? Math.Max(0, all - cache) : null,
            LimitBytes = LimitOf(Path),
            EffectiveLimitBytes = EffectiveLimit(),
            OomEvents = v2 ? CgroupFile.Number(events, "oom"u8) : CgroupFile.Number(File("memory.failcnt")),
            OomKills = CgroupFile.Number(events, "oom_kill"u8),
        };
    }

    /// <summary>How much the group's tasks had to wait.</summary>
    /// <param name="resource">For what.</param>
    /// <returns>Null where the kernel does not say (version 1, or pressure information is off).</returns>
    public Pressure? ReadPressure(PressureResource resource) => Pressure.Parse(CgroupFile.Read(File(resource switch
    {
        PressureResource.Cpu => "cpu.pressure",
        PressureResource.Memory => "memory.pressure",
        _ => "io.pressure",
    })));

    /// <summary>How much all tasks of the machine had to wait (<c>/proc/pressure</c>).</summary>
    /// <param name="resource">For what.</param>
    /// <returns>Null where the kernel does not say.</returns>
    public static Pressure? ReadMachinePressure(PressureResource resource) => Pressure.Parse(CgroupFile.Read(resource switch
    {
        PressureResource.Cpu => "/proc/pressure/cpu",
        PressureResource.Memory => "/proc/pressure/memory",
        _ => "/proc/pressure/io",
    }));

    /// <summary>The directory.</summary>
    public override string ToString() => Path;

    internal long? ReadOomKills() => CgroupFile.Number(CgroupFile.Read(EventsFile), "oom_kill"u8);

    internal static Cgroup? At(string directory, string mount) =>
        System.IO.File.Exists(System.IO.Path.Combine(directory, "memory.events")) ? new Cgroup(directory, CgroupVersion.V2, mount)
        : System.IO.File.Exists(System.IO.Path.Combine(directory, "memory.usage_in_bytes")) ? new Cgroup(directory, CgroupVersion.V1, mount)
        // The root of version 2 has no events of its own, but everything else.
        : System.IO.File.Exists(System.IO.Path.Combine(directory, "memory.stat")) ? new Cgroup(directory, CgroupVersion.V2, mount)
        : null;

    private static Cgroup? Of(string pid)
    {
        foreach (var (directory, mount) in CgroupMounts.DirectoriesOf(
            CgroupFile.Text($"/proc/{pid}/cgroup"), CgroupFile.Text("/proc/self/mountinfo")))
        {
            // In a container the path may be the host's, while what is mounted is the group itself.
            if ((At(directory, mount) ?? At(mount, mount)) is { } found)
                return found;
        }

        return null;
    }

    private long? EffectiveLimit()
    {
        long? least = null;
        for (var directory = Path; directory is not null; directory = System.IO.Path.GetDirectoryName(directory))
        {
            if (LimitOf(directory) is { } limit)
                least = Math.Min(limit, least ?? long.MaxValue);
            if (directory.Length <= Mount.Length)
                break;
        }

        return least;
    }

    private long? LimitOf(string directory) =>
        CgroupFile.Number(System.IO.Path.Combine(directory, Version == CgroupVersion.V2 ? "memory.max" : "memory.limit_in_bytes"));

    private string File(string name) => System.IO.Path.Combine(Path, name);
}
