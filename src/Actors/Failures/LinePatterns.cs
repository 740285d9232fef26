// Overview
// Looks at an attempt's lines as they pass. Built-in patterns have a needle, so a batch of ordinary lines costs a few vectorised searches
// and nothing else; patterns of the configuration are regular expressions that must be tried on every line, which is their owner's price.
// A line that merely classifies counts only if the attempt ends soon after it (in lines): what an engine complained of an hour ago is not
// why it ends now. A pattern that takes too long for a line is off for the rest of the attempt: the reading thread serves other engines.
using System.Text;
using System.Text.RegularExpressions;
using Supervision.Actors.Handover;
using Supervision.Actors.Logs;
using Supervision.Actors.Settings;
using Supervision.Posix;

namespace Supervision.Actors.Failures;

/// <summary>The patterns of one engine over the lines of one attempt. Thread-safe.</summary>
internal sealed class LinePatterns
{
    // Lines from the hit to the end of the attempt.
    private const long Window = 500;
    private const int LongestLooked = 4096;
    private const int LongestShown = 300;
    private static readonly TimeSpan _matchTime = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly Entry[] _entries;
    private readonly Action<PatternHit>? _kill;
    private readonly int _own;
    private long _lines;
    private bool _killed;

    /// <param name="settings">Patterns.</param>
    /// <param name="kill">Hears, once, of a line that ends the engine.</param>
    public LinePatterns(FailureSettings settings, Action<PatternHit>? kill)
    {
        _kill = kill;
        _own = settings.Patterns.Length;
        _entries =
        [
            .. settings.Patterns.Select(one =>
            {
                var regex = new Regex(one.Match, RegexOptions.CultureInvariant, _matchTime);
                return new Entry(one.Name, one.Kind, one.Kills, one.Stream, () => regex, default);
            }),
            .. settings.BuiltinPatterns
                ? BuiltinPattern.All.Select(one => new Entry(one.Name, one.Kind, one.Kills, null, one.Regex, one.Needle))
                : [],
        ];
        NeedsEveryLine = settings.Patterns.Any(one => one.Kills);
    }

    /// <summary>Whether output must not be moved past us: a pattern of the configuration kills.</summary>
    public bool NeedsEveryLine { get; }

    /// <summary>Looks at lines in the order of arrival.</summary>
    public void Look(LineBatch lines, OutputStream stream)
    {
        if (_entries.Length == 0)
        {
            return;
        }

        PatternHit? kill = null;
        lock (_gate)
        {
            var candidates = _own > 0;
            for (var i = _own; i < _entries.Length && !candidates; i++)
            {
                candidates = lines.All.IndexOf(_entries[i].Needle.Span) >= 0;
            }

            if (candidates)
            {
                for (var i = 0; i < lines.Count; i++)
                {
                    kill ??= Look_NeedsLock(lines[i], stream, _lines + i);
                }
            }

            _lines += lines.Count;
            if (kill is null || _killed)
            {
                return;
            }

            _killed = true;
        }

        _kill?.Invoke(kill);
    }

    /// <summary>What the last lines of an attempt say; null where they say nothing.</summary>
    public PatternHit? Explain()
    {
        lock (_gate)
        {
            return Array.Find(_entries, entry => entry.Hit is not null && _lines - entry.At <= Window)?.Hit;
        }
    }

    /// <summary>What another image of this program needs to go on.</summary>
    public HandedPatterns HandOver()
    {
        lock (_gate)
        {
            return new HandedPatterns
            {
                Lines = _lines,
                Killed = _killed,
                Hits = [.. _entries.Where(entry => entry.Hit is not null).Select(entry => new HandedHit(entry.Name, entry.At, entry.Hit!.Line))],
            };
        }
    }

    public void Restore(HandedPatterns handed)
    {
        lock (_gate)
        {
            _lines = handed.Lines;
            _killed = handed.Killed;
            foreach (var hit in handed.Hits)
            {
                if (Array.Find(_entries, entry => entry.Name == hit.Pattern) is { } entry)
                {
                    entry.Hit = entry.HitOf(hit.Line);
                    entry.At = hit.At;
                }
            }
        }
    }

    private PatternHit? Look_NeedsLock(ReadOnlySpan<byte> line, OutputStream stream, long at)
    {
        string? text = null;
        PatternHit? kill = null;
        if (line.Length > LongestLooked)
        {
            line = line[..LongestLooked];
        }

        foreach (var entry in _entries)
        {
            if (entry.IsOff || (entry.Stream is { } only && only != stream) || (!entry.Needle.IsEmpty && line.IndexOf(entry.Needle.Span) < 0))
            {
                continue;
            }

            text ??= Encoding.UTF8.GetString(line);
            if (!entry.Matches(text))
            {
                continue;
            }

            entry.Hit = entry.HitOf(text);
            entry.At = at;
            if (entry.Kills)
            {
                kill ??= entry.Hit;
            }
        }

        return kill;
    }

    private sealed class Entry(string name, Engines.FailureKind kind, bool kills, OutputStream? stream, Func<Regex> regex, ReadOnlyMemory<byte> needle)
    {
        public string Name { get; } = name;

        public bool Kills { get; } = kills;

        public OutputStream? Stream { get; } = stream;

        public ReadOnlyMemory<byte> Needle { get; } = needle;

        public bool IsOff { get; private set; }

        public PatternHit? Hit { get; set; }

        public long At { get; set; }

        public PatternHit HitOf(string line) => new(kind, Name, line.Length > LongestShown ? line[..LongestShown] + "…" : line.Trim());

        public bool Matches(string line)
        {
            if (IsOff)
            {
                return false;
            }

            try
            {
                return regex().IsMatch(line.Length > LongestLooked ? line[..LongestLooked] : line);
            }
            catch (RegexMatchTimeoutException)
            {
                IsOff = true;
                return false;
            }
        }
    }
}
