using System.Collections.Immutable;
using Supervision.Hocon;

namespace Supervision.Actors.Settings.Loading;

/// <summary>Reads a section of names with texts. A null takes back what an earlier source has.</summary>
internal static class TextMapReader
{
    /// <param name="section">Where it stands.</param>
    /// <param name="expected">What a text is.</param>
    /// <param name="nameProblem">What is wrong with a name, or null.</param>
    /// <param name="problem">What is wrong with a text, or null.</param>
    /// <param name="apply">Fills in what a text stands for; null for none.</param>
    public static ImmutableSortedDictionary<string, string> Read(
        Section section, string expected, Func<string, string?> nameProblem, Func<string, string?> problem, Func<string, string>? apply = null)
    {
        var texts = ImmutableSortedDictionary<string, string>.Empty;
        foreach (var name in section.Keys())
        {
            if (!section.TryFind(name, out var value, out var place) || value.IsNull)
                continue;
            if (nameProblem(name) is { } badName)
                section.Error(section.KeyPlace(name), badName);
            else if (value is not HoconScalar scalar)
                section.Error(place, $"expected {expected}, found {Section.Describe(value)}");
            else if (problem(scalar.Text) is { } bad)
                section.Error(place, bad);
            else
                texts = texts.SetItem(name, apply is null ? scalar.Text : apply(scalar.Text));
        }

        return texts;
    }
}
