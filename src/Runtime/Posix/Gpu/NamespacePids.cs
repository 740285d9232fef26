using System.Globalization;

namespace Supervision.Posix;

/// <summary>The pids of one process in nested namespaces (<c>NSpid</c> of /proc/pid/status).</summary>
internal static class NamespacePids
{
    /// <summary>Its pids from the namespace of /proc inwards; the given one alone where that cannot be read.</summary>
    internal static IEnumerable<int> Of(int pid) =>
        Parse(CgroupFile.Text(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/status"))) is { Count: > 0 } all ? all : [pid];

    internal static IReadOnlyList<int> Parse(string status)
    {
        const string name = "NSpid:";
        foreach (var line in status.Split('\n'))
        {
            if (!line.StartsWith(name, StringComparison.Ordinal))
                continue;
            return
            [
                .. line[name.Length..].Split('\t', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    .Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
                    .Where(pid => pid > 0),
            ];
        }

        return [];
    }
}
