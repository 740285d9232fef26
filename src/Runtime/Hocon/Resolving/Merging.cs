namespace Supervision.Hocon.Resolving;

/// <summary>
/// Assignment on top of an earlier value: the rules for duplicate keys, which are those for fallbacks too. Values that are known are
/// merged at once; where a substitution is involved the values are kept as layers until it is resolved.
/// </summary>
internal static class Merging
{
    /// <summary>What a field holds after <paramref name="high"/> was assigned on top of <paramref name="low"/>.</summary>
    /// <param name="low">The earlier value.</param>
    /// <param name="high">The later one.</param>
    /// <param name="inPlace">Both belong to the caller alone and may be changed, which keeps repeated assignment linear.</param>
    public static HoconValue Assign(HoconValue low, HoconValue high, bool inPlace)
    {
        switch (high)
        {
            case HoconScalar or HoconArray or HoconObject { HidesLower: true } or Layers { HidesLower: true }:
                return high;
            case HoconObject above when low is HoconObject below:
                return Objects(below, above, inPlace);
            case HoconObject above when low is HoconScalar or HoconArray:
                above = inPlace ? above : above.Copy(above.Source, above.Offset);
                above.HidesLower = true;
                return above;
            case Layers layers:
                return Stack(low, layers);
            default:
                return Push(low, high, inPlace);
        }
    }

    /// <summary>Two objects merged; in place, the lower one is changed and returned.</summary>
    public static HoconObject Objects(HoconObject low, HoconObject high, bool inPlace)
    {
        if (high.HidesLower)
            return high;
        var target = inPlace ? low : low.Copy(high.Source, high.Offset);
        foreach (ref readonly var field in high.Fields)
            Set(target, field.Key, field, inPlace);
        return target;
    }

    // The list is copied once and not for each value that is pushed onto it, which would take the square of their number.
    private static HoconValue Stack(HoconValue low, Layers high)
    {
        var result = low is Layers below ? new Layers([.. below.Values], high.Source, high.Offset) : low;
        foreach (var value in high.Values)
        {
            if (result is Layers { Values: var values } own && !ReferenceEquals(own, low) && value is Unresolved and not (Layers or Appended))
                values.Add(value);
            else
                result = Assign(result, value, inPlace: false);
        }

        return result;
    }

    private static void Set(HoconObject target, string key, in HoconObject.Field field, bool inPlace)
    {
        var index = target.IndexOf(key);
        if (index < 0)
            target.Add(key, field.Value, field.KeySource, field.KeyOffset);
        else
            target.Replace(index, Assign(target.Fields[index].Value, field.Value, inPlace), field.KeySource, field.KeyOffset);
    }

    private static HoconValue Push(HoconValue low, HoconValue high, bool inPlace)
    {
        if (low is not Layers layers)
        {
            if (low is Appended before && high is Appended after)
                return Join(before, after, inPlace);
            return new Layers([low, high], high.Source, high.Offset);
        }

        if (!inPlace)
            layers = new Layers([.. layers.Values], high.Source, high.Offset);
        layers.Values[^1] = (layers.Values[^1], high) switch
        {
            (HoconObject below, HoconObject above) => Objects(below, above, inPlace),
            (Appended below, Appended above) => Join(below, above, inPlace),
            var (below, _) => below,
        };
        if (!(layers.Values[^1] is HoconObject && high is HoconObject) && !(layers.Values[^1] is Appended && high is Appended))
            layers.Values.Add(high);
        return layers;
    }

    private static Appended Join(Appended low, Appended high, bool inPlace)
    {
        if (!inPlace)
            return new Appended([.. low.Items, .. high.Items], high.Source, high.Offset);
        low.Items.AddRange(high.Items);
        return low;
    }
}
