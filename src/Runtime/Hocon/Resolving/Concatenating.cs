using System.Globalization;
using System.Text;
using Supervision.Hocon.Parsing;

namespace Supervision.Hocon.Resolving;

/// <summary>Joining values that stand side by side: texts to a text, arrays to an array, objects merged.</summary>
internal static class Concatenating
{
    public const string Mixed =
        "texts, arrays and objects cannot be joined with each other in one value; separate them by a comma or a line end";

    public static HoconScalar Texts(IEnumerable<HoconValue?> pieces, SourceText source, int offset)
    {
        var text = new StringBuilder();
        foreach (var piece in pieces)
            text.Append(piece switch { Blank blank => blank.Text, HoconScalar scalar => scalar.Text, _ => "" });
        return new HoconScalar(HoconScalarKind.String, text.ToString(), source, offset);
    }

    /// <summary>
    /// The specification's conversion of an object to an array: the values of keys that are integers, in their order. Null where
    /// there is no such key.
    /// </summary>
    public static HoconArray? AsArray(HoconValue value)
    {
        if (value is HoconArray array)
            return array;
        if (value is not HoconObject candidate)
            return null;
        var numbered = new List<(int Index, HoconValue Value)>();
        foreach (ref readonly var field in candidate.Fields)
        {
            if (int.TryParse(field.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
                numbered.Add((index, field.Value));
        }

        return numbered.Count == 0
            ? null
            : new HoconArray([.. numbered.OrderBy(item => item.Index).Select(item => item.Value)], candidate.Source, candidate.Offset);
    }
}
