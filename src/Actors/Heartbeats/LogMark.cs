using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using Supervision.Actors.Handover;
using Supervision.Actors.Logs;

namespace Supervision.Actors.Heartbeats;

/// <summary>When a line like a pattern was written last. Thread-safe.</summary>
/// <param name="pattern">Regular expression.</param>
/// <param name="once">Whether the first such line is all that matters.</param>
/// <param name="time">Clock.</param>
internal sealed class LogMark(string pattern, bool once, TimeProvider time)
{
    // No server says that it is ready behind more text than this.
    private const int LongestLooked = 4096;
    private static readonly TimeSpan _matchTime = TimeSpan.FromMilliseconds(50);

    private readonly Regex _regex = new(pattern, RegexOptions.CultureInvariant, _matchTime);
    private long _seen;
    private volatile bool _isSeen;
    private volatile bool _isOff;

    /// <summary>Age of the last such line; null where there was none.</summary>
    public TimeSpan? Age => _isSeen ? time.GetElapsedTime(Interlocked.Read(ref _seen)) : null;

    /// <summary>The expression took too long for a line, and is not tried any more: the reading thread serves other engines.</summary>
    public bool IsOff => _isOff;

    /// <summary>Whether it still has to look at lines.</summary>
    public bool IsLooking => !_isOff && !(once && _isSeen);

    /// <summary>Such a line was written so long ago, as an earlier image of this program saw.</summary>
    public void Restore(TimeSpan age)
    {
        Interlocked.Exchange(ref _seen, time.TimestampBefore(age));
        _isSeen = true;
    }

    /// <summary>Looks at lines; true with the first one that matches.</summary>
    public bool Look(LineBatch lines)
    {
        if (!IsLooking)
            return false;
        var text = ArrayPool<char>.Shared.Rent(LongestLooked);
        try
        {
            for (var i = 0; i < lines.Count; i++)
            {
                var line = lines[i];
                var length = Encoding.UTF8.GetChars(line.Length > LongestLooked ? line[..LongestLooked] : line, text);
                if (!_regex.IsMatch(text.AsSpan(0, length)))
                    continue;
                Interlocked.Exchange(ref _seen, time.GetTimestamp());
                var first = !_isSeen;
                _isSeen = true;
                return first;
            }
        }
        catch (RegexMatchTimeoutException)
        {
            _isOff = true;
        }
        finally
        {
            ArrayPool<char>.Shared.Return(text);
        }

        return false;
    }
}
