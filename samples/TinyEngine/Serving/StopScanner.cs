namespace TinyEngine.Serving;

/// <summary>
/// Finds stop strings that tokens may cut in two. Text that could still become a stop string is held back, so that
/// a stream never shows a part of one.
/// </summary>
internal sealed class StopScanner(IReadOnlyList<string> stops)
{
    private readonly int _held = stops.Count == 0 ? 0 : stops.Max(s => s.Length) - 1;
    private string _pending = "";

    /// <summary>The text that may be shown now; <paramref name="stopped"/> when a stop string was met, which itself is not shown.</summary>
    public string Push(string text, out bool stopped)
    {
        _pending += text;
        int at = stops.Select(s => _pending.IndexOf(s, StringComparison.Ordinal)).Where(i => i >= 0).DefaultIfEmpty(-1).Min();
        stopped = at >= 0;
        int show = stopped ? at : Math.Max(0, _pending.Length - _held);
        string shown = _pending[..show];
        _pending = stopped ? "" : _pending[show..];
        return shown;
    }

    /// <summary>What was held back, once no more text comes.</summary>
    public string Flush()
    {
        string rest = _pending;
        _pending = "";
        return rest;
    }
}
