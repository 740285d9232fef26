using System.Text;
using System.Text.RegularExpressions;

namespace Supervision.Actors.Heartbeats;

/// <summary>A metric's name and the labels that its series must have.</summary>
internal sealed partial class MetricSelector
{
    private readonly string _text;
    private readonly byte[] _name;
    private readonly (byte[] Name, byte[] Value)[] _labels;

    private MetricSelector(string text, byte[] name, (byte[] Name, byte[] Value)[] labels)
    {
        _text = text;
        _name = name;
        _labels = labels;
    }

    /// <summary>The selector that a text stands for, or null where it is none.</summary>
    public static MetricSelector? TryParse(string text)
    {
        var match = Form().Match(text);
        return !match.Success ? null : new MetricSelector(text, Encoding.UTF8.GetBytes(match.Groups["name"].Value),
            [.. match.Groups["label"].Captures.Zip(match.Groups["value"].Captures, (label, value) =>
                (Encoding.UTF8.GetBytes(label.Value), Encoding.UTF8.GetBytes(value.Value)))]);
    }

    /// <summary>Whether a series is one of this metric. Labels as in the text format, without the braces; values with escapes match none.</summary>
    public bool Matches(ReadOnlySpan<byte> name, ReadOnlySpan<byte> labels)
    {
        if (!name.SequenceEqual(_name))
            return false;
        foreach (var (label, value) in _labels)
        {
            if (!Has(labels, label, value))
                return false;
        }

        return true;
    }

    public override string ToString() => _text;

    private static bool Has(ReadOnlySpan<byte> labels, byte[] label, byte[] value)
    {
        while (!labels.IsEmpty)
        {
            var equals = labels.IndexOf((byte)'=');
            if (equals < 0)
                return false;
            var name = labels[..equals].Trim(" \t,"u8);
            labels = labels[(equals + 1)..].TrimStart(" \t"u8);
            if (labels.IsEmpty || labels[0] != (byte)'"')
                return false;
            var end = PrometheusText.EndOfQuoted(labels);
            if (end < 0)
                return false;
            if (name.SequenceEqual(label) && labels[1..end].SequenceEqual(value))
                return true;
            labels = labels[(end + 1)..];
        }

        return false;
    }

    [GeneratedRegex(
        """\A(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{\s*(?:(?<label>[a-zA-Z_][a-zA-Z0-9_]*)\s*=\s*"(?<value>[^"\\\n]*)"\s*(?:,\s*|(?=\})))*\})?\z""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
