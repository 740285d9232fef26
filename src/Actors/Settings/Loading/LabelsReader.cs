using System.Collections.Immutable;

namespace Supervision.Actors.Settings.Loading;

/// <summary>Reads the words by which commands select engines.</summary>
internal static class LabelsReader
{
    public static ImmutableSortedDictionary<string, string> Read(Section section, InstanceText instance) => TextMapReader.Read(
        section,
        "the label's text",
        static name => Names.IsValid(name) ? null : $"{Section.Quote(name)} cannot name a label: {Names.Rule}",
        static text => text.Length > Names.MaxLength || text.Any(c => c is ',' or '=' || char.IsControl(c))
            ? $"{Section.Quote(text)} cannot be a label: it has at most {Names.MaxLength} characters and neither ',' nor '='"
            : null,
        instance.Apply);
}
