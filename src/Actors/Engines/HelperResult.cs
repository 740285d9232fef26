using System.Text;
using Supervision.Posix;

namespace Supervision.Actors.Engines;

/// <summary>How a helper command ended.</summary>
/// <param name="Status">Its status; null where it was not started, or killed for its time.</param>
/// <param name="Problem">What went wrong, for people; null where it exited with 0.</param>
/// <param name="Output">The beginning of what it wrote.</param>
internal sealed record HelperResult(ExitStatus? Status, string? Problem, byte[] Output)
{
    private const int LongestShown = 300;

    public bool IsGood => Problem is null;

    /// <summary>The problem, with the last line that it wrote.</summary>
    public string Explain()
    {
        var text = Encoding.UTF8.GetString(Output).TrimEnd();
        var line = text[(text.LastIndexOf('\n') + 1)..].Trim();
        return line.Length == 0 ? Problem ?? "" : $"{Problem}: {(line.Length > LongestShown ? line[..LongestShown] + "…" : line)}";
    }
}
