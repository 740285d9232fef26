using System.Text;
using System.Text.RegularExpressions;
using Supervision.Actors.Logs;

namespace Supervision.Actors.Dependencies;

/// <summary>
/// Looks for the lines of one engine that others wait for, until each pattern was found in the attempt; from then on it costs nothing.
/// Thread-safe: the two streams may be read by different threads.
/// </summary>
/// <param name="patterns">Regular expressions.</param>
/// <param name="seen">Called with attempt and pattern, once for each in each attempt.</param>
internal sealed class LineWatch(IEnumerable<string> patterns, Action<int, string> seen)
{
    private readonly (string Text, Regex Regex)[] _patterns =
        [.. patterns.Distinct().Select(text => (text, new Regex(text, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)))];

    private readonly Lock _gate = new();
    private readonly HashSet<string> _found = new(StringComparer.Ordinal);
    private int _attempt;
    private volatile int _finished;

    /// <summary>Whether lines of this attempt still have to be shown.</summary>
    public bool IsActive(int attempt) => _finished < attempt;

    /// <summary>Looks at lines.</summary>
    public void Look(int attempt, LineBatch lines)
    {
        if (!IsActive(attempt))
        {
            return;
        }

        lock (_gate)
        {
            if (attempt < _attempt)
            {
                return;
            }

            if (attempt > _attempt)
            {
                _attempt = attempt;
                _found.Clear();
            }

            for (var i = 0; i < lines.Count && _found.Count < _patterns.Length; i++)
            {
                Look_NeedsLock(Encoding.UTF8.GetString(lines[i]));
            }

            if (_found.Count == _patterns.Length)
            {
                _finished = attempt;
            }
        }
    }

    private void Look_NeedsLock(string line)
    {
        foreach (var (text, regex) in _patterns)
        {
            if (!_found.Contains(text) && regex.IsMatch(line))
            {
                _found.Add(text);
                seen(_attempt, text);
            }
        }
    }
}
