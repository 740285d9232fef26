using System.Collections.Immutable;
using Supervision.Hocon;
using Supervision.Posix;

namespace Supervision.Actors.Settings.Loading;

/// <summary>Reads a command: a list of program and arguments, or one string that is split by shell words.</summary>
internal static class CommandReader
{
    private const string Form = "[program, argument, ...] or \"program argument ...\"";

    /// <summary>
    /// The command of an engine; only the defaults may do without. Where it is missing because it is mistyped, the unknown key is the
    /// one thing to report.
    /// </summary>
    public static ImmutableArray<string> ReadRequired(Section section, string key, InstanceText instance, bool isTemplate)
    {
        if (section.TryFind(key, out var value, out var place))
            return Read(section, value, place, instance);
        if (!isTemplate && !section.IsBroken && !section.HasNearMissOf(key))
            section.Error(section.Place, $"has no {key}; add {key} = {Form}");
        return [];
    }

    /// <summary>The command in a value; empty where it is wrong, which was then reported.</summary>
    public static ImmutableArray<string> Read(Section section, HoconValue value, Place place, InstanceText instance)
    {
        var words = value switch
        {
            HoconScalar scalar when !scalar.IsNull => Split(section, scalar, place),
            HoconArray array => Elements(section, array, place),
            _ => null,
        };
        if (words is null)
        {
            if (value is HoconObject || value.IsNull)
                section.Error(place, $"expected a command, {Form}, found {Section.Describe(value)}");
            return [];
        }

        if (words.Count == 0)
            section.Error(place, $"the command is empty; expected {Form}");
        else if (string.IsNullOrWhiteSpace(words[0]))
            section.Error(place, $"the command's program is empty; expected {Form}");
        else if (words.Any(word => word.Contains('\0', StringComparison.Ordinal)))
            section.Error(place, "a command cannot contain a NUL character");
        return [.. words.Select(instance.Apply)];
    }

    private static IReadOnlyList<string>? Split(Section section, HoconScalar scalar, Place place)
    {
        if (ShellWords.TrySplit(scalar.Text, out var words, out var error))
            return words;
        section.Error(place, $"cannot be split into words: {error} in {Section.Quote(scalar.Text)}");
        return null;
    }

    private static List<string>? Elements(Section section, HoconArray array, Place place)
    {
        var words = new List<string>();
        var valid = true;
        for (var i = 0; i < array.Count; i++)
        {
            if (array[i] is HoconScalar scalar && !scalar.IsNull)
            {
                words.Add(scalar.Text);
                continue;
            }

            valid = false;
            section.Error(
                place with { Origin = array[i].Origin },
                $"word {i + 1} of the command must be a text or number, found {Section.Describe(array[i])}");
        }

        return valid ? words : null;
    }
}
