using System.Collections.Immutable;
using System.Globalization;

namespace Supervision.Actors.Settings.Loading;

/// <summary>
/// Replaces <c>%(instance)</c> by the index of the instance, and <c>%(host)</c>, <c>%(port)</c> and <c>%(metrics-port)</c> where they are known; any other <c>%(...)</c> belongs to the program and stays.
/// </summary>
internal readonly struct InstanceText(int index, IReadOnlyDictionary<string, string>? places = null)
{
    public const string Placeholder = "%(instance)";

    public string Index { get; } = index.ToString(CultureInfo.InvariantCulture);

    public string Apply(string text)
    {
        text = text.Replace(Placeholder, Index, StringComparison.Ordinal);
        foreach (var (name, value) in places ?? ImmutableDictionary<string, string>.Empty)
            text = text.Replace($"%({name})", value, StringComparison.Ordinal);
        return text;
    }
}
