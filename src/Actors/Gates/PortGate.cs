// Overview
// A port is free when /proc/net shows no listener on it. That is asked rather than tried out: a trial bind would itself hold the port for a
// moment, and it cannot say who has it. Where /proc/net cannot be read nothing is known, and the gate is open.
using System.Globalization;
using Supervision.Actors.Engines;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Gates;

/// <summary>Ports that nobody may listen on.</summary>
internal static class PortGate
{
    public static IReadOnlyList<int> PortsOf(EngineSettings engine)
    {
        if (engine.Gates.PortFree is { } ports)
        {
            return ports;
        }

        var found = new List<int>();
        if (engine.Port is { } own)
        {
            found.Add(own);
        }

        for (var i = 1; i < engine.Command.Length; i++)
        {
            var word = engine.Command[i];
            var value = word.StartsWith("--port=", StringComparison.Ordinal) ? word["--port=".Length..] : engine.Command[i - 1] == "--port" ? word : null;
            if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535 && !found.Contains(port))
            {
                found.Add(port);
            }
        }

        return found;
    }

    public static Func<CancellationToken, Task<GateResult>> For(IReadOnlyList<int> ports) => _ => Task.Run(() => Look(ports), CancellationToken.None);

    private static GateResult Look(IReadOnlyList<int> ports)
    {
        foreach (var (port, inode) in Listeners())
        {
            if (ports.Contains(port))
            {
                return GateResult.Wait(
                    FailureKind.PortBusy, string.Create(CultureInfo.InvariantCulture, $"port {port} is in use by {HolderOf(inode) ?? "a process that cannot be seen"}"));
            }
        }

        return GateResult.Open("the port is free");
    }

    // Fields of /proc/net/tcp: sl, local address, remote address, state, …, inode (the tenth). 0A is LISTEN.
    private static IEnumerable<(int Port, string Inode)> Listeners()
    {
        foreach (var file in new[] { "/proc/net/tcp", "/proc/net/tcp6" })
        {
            string[] lines;
            try
            {
                lines = File.ReadAllLines(file);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                continue;
            }

            foreach (var line in lines.Skip(1))
            {
                var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (fields.Length > 9 && fields[3] == "0A" && fields[1].LastIndexOf(':') is var colon and > 0
                    && int.TryParse(fields[1].AsSpan(colon + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var port))
                {
                    yield return (port, fields[9]);
                }
            }
        }
    }

    private static string? HolderOf(string inode)
    {
        var target = $"socket:[{inode}]";
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(directory.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
            {
                continue;
            }

            try
            {
                foreach (var descriptor in Directory.EnumerateFileSystemEntries($"{directory}/fd"))
                {
                    if (new FileInfo(descriptor).LinkTarget == target)
                    {
                        return Holders.Describe(pid);
                    }
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // It ended, or is another user's.
            }
        }

        return null;
    }
}
