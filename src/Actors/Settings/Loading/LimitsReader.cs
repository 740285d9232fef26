using System.Collections.Immutable;
using Supervision.Hocon;
using Supervision.Posix;

namespace Supervision.Actors.Settings.Loading;

/// <summary>Reads resource limits by the names of the shell's ulimit and of getrlimit(2), in lower case.</summary>
internal static class LimitsReader
{
    private static readonly string[] _names = [.. Enum.GetNames<ResourceKind>().Select(name => name.ToLowerInvariant())];

    public static ImmutableArray<ResourceLimit> Read(Section section)
    {
        var limits = ImmutableArray<ResourceLimit>.Empty;
        foreach (var name in section.Keys())
        {
            if (!section.TryFind(name, out var value, out var place) || value.IsNull)
                continue;
            if (!_names.Contains(name))
                section.Error(section.KeyPlace(name), $"expected limits by resource, found a limit of {Section.Quote(name)}{KeySuggestion.Hint(name, _names)}");
            else if (value is not HoconScalar scalar || !ResourceLimit.TryParse(Enum.Parse<ResourceKind>(name, ignoreCase: true), scalar.Text, out var limit))
                section.Error(place, $"expected a limit, SOFT:HARD or one value for both, each a whole number or unlimited, the soft one not above the hard one, found {Section.Describe(value)}");
            else
                limits = limits.Add(limit);
        }

        return limits;
    }
}
