using System.Collections.Immutable;
using Supervision.Hocon;

namespace Supervision.Actors.Settings.Loading;

/// <summary>Reads a list of texts; a single text stands for a list of one.</summary>
internal static class TextListReader
{
    /// <param name="section">Where it stands.</param>
    /// <param name="key">Its key.</param>
    /// <param name="what">What the texts are, in the plural.</param>
    /// <param name="instance">Fills in the instance's index.</param>
    /// <param name="problem">What is wrong with a text, or null.</param>
    public static ImmutableArray<string> Read(
        Section section, string key, string what, InstanceText instance, Func<string, string?> problem)
    {
        if (!section.TryFind(key, out var value, out var place))
            return [];
        var texts = ImmutableArray.CreateBuilder<string>();
        switch (value)
        {
            case HoconArray items:
                foreach (var item in items)
                    Add(item, place with { Origin = item.Origin });
                break;
            case HoconScalar { IsNull: false }:
                Add(value, place);
                break;
            default:
                section.Error(place, $"expected a list of {what}, found {Section.Describe(value)}");
                break;
        }

        return texts.ToImmutable();

        void Add(HoconValue item, Place at)
        {
            if (item is not HoconScalar { IsNull: false } scalar)
                section.Error(at, $"expected a list of {what}, found {Section.Describe(item)}");
            else if (problem(scalar.Text) is { } wrong)
                section.Error(at, wrong);
            else
                texts.Add(instance.Apply(scalar.Text));
        }
    }
}
