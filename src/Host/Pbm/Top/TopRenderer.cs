using System.Globalization;
using Supervision.Pbm.Terminals;

namespace Supervision.Pbm.Top;

/// <summary>Draws a <see cref="TopSnapshot"/> as lines of exactly the width of a screen.</summary>
internal static class TopRenderer
{
    private const string Reset = "\e[0m";
    private const string Bold = "\e[1m";
    private const string Dim = "\e[2m";
    private const string Reverse = "\e[7m";

    private static readonly (string Head, int Width, bool Right, Func<TopRow, string> Of)[] _columns =
    [
        ("STATE", 9, false, row => row.State),
        ("READY", 9, false, row => row.Ready),
        ("PID", 7, true, row => row.Pid?.ToString(CultureInfo.InvariantCulture) ?? "-"),
        ("UPTIME", 8, true, row => HumanText.Duration(row.UptimeSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null)),
        ("RST", 4, true, row => row.Restarts.ToString(CultureInfo.InvariantCulture)),
        ("CPU", 7, true, row => HumanText.Cpu(row.Cpu)),
        ("MEM", 8, true, row => HumanText.Bytes(row.Memory)),
        ("GPU MEM", 8, true, row => HumanText.Bytes(row.GpuMemory)),
        ("PROGRESS", 9, false, row => row.Progress),
    ];

    /// <summary>The orders that rows can be in within their group; the first is the order of start.</summary>
    public static IReadOnlyList<(string Name, Func<TopRow, double> Key)> Orders { get; } =
    [
        ("start", _ => 0), ("cpu", row => -(row.Cpu ?? 0)), ("memory", row => -(row.Memory ?? 0)), ("restarts", row => -row.Restarts),
    ];

    /// <summary>Draws one screen.</summary>
    /// <param name="snapshot">What is known; null while nothing has come.</param>
    /// <param name="address">Whom it is from.</param>
    /// <param name="columns">Width of the screen.</param>
    /// <param name="rows">Height of the screen.</param>
    /// <param name="order">Index in <see cref="Orders"/>.</param>
    /// <param name="scroll">Lines of the tree that are left out above; too many are as many as there are.</param>
    public static IEnumerable<string> Screen(TopSnapshot? snapshot, string address, int columns, int rows, int order, ref int scroll)
    {
        if (snapshot is null)
            return [Columns.Fit($"{address}: waiting for the first snapshot ...", columns)];
        int up = snapshot.Rows.Count(row => row.Pid is not null);
        int ready = snapshot.Rows.Count(row => row.Ready == "ready");
        int bad = snapshot.Rows.Count(row => row.State is "FATAL" or "BACKOFF");
        string head = $"{snapshot.Host} ({address})  supervision {snapshot.Version}  up {snapshot.Uptime}";
        string counts = $"{snapshot.Rows.Length} engines, {up} running, {ready} ready, {bad} failing   cpu {HumanText.Cpu(snapshot.Cpu)}   memory {HumanText.Bytes(snapshot.Memory)}";
        int nameWidth = Math.Clamp(snapshot.Rows.Select(row => Columns.Of(row.Name) + 2).DefaultIfEmpty(8).Max(), 12, 32);
        List<string> tree = [.. Tree(snapshot, nameWidth, columns, Orders[order].Key)];
        int room = Math.Max(1, rows - 5);
        scroll = Math.Clamp(scroll, 0, Math.Max(0, tree.Count - room));
        string foot = $"q quit   s sort ({Orders[order].Name})   up/down scroll{(tree.Count > room ? $"   {scroll + 1}-{Math.Min(tree.Count, scroll + room)} of {tree.Count}" : "")}";
        return
        [
            Bold + Columns.Fit(head, columns) + Reset,
            Columns.Fit(counts, columns),
            "",
            Reverse + Columns.Fit(Columns.Fit("ENGINE", nameWidth) + string.Concat(_columns.Select(column => "  " + Columns.Fit(column.Head, column.Width, column.Right))) + "  NOTE", columns) + Reset,
            .. tree.Skip(scroll).Take(room),
            Dim + Columns.Fit(foot, columns) + Reset,
        ];
    }

    private static IEnumerable<string> Tree(TopSnapshot snapshot, int nameWidth, int columns, Func<TopRow, double> key)
    {
        foreach (IGrouping<string, TopRow> group in snapshot.Rows.GroupBy(row => row.Group))
        {
            yield return Bold + Columns.Fit(group.Key, columns) + Reset;
            TopRow[] rows = [.. group.OrderBy(key)];
            for (int i = 0; i < rows.Length; i++)
            {
                string name = (i == rows.Length - 1 ? "└ " : "├ ") + rows[i].Name;
                string line = Columns.Fit(name, nameWidth) + string.Concat(_columns.Select(column => "  " + Columns.Fit(column.Of(rows[i]), column.Width, column.Right)))
                    + "  " + ConsoleText.Harmless(rows[i].Note);
                yield return Colour(rows[i]) + Columns.Fit(line, columns) + Reset;
            }
        }
    }

    private static string Colour(TopRow row) => row.State switch
    {
        "FATAL" or "UNKNOWN" => "\e[31m",
        "BACKOFF" or "STOPPING" or "STARTING" => "\e[33m",
        "RUNNING" when row.Ready == "ready" => "\e[32m",
        "RUNNING" => "\e[33m",
        _ => Dim,
    };
}
