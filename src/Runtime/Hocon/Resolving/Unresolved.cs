// What a field or element may hold until its document is resolved. These are values so that a tree without substitutions, which most
// are, needs no second tree: resolving it gives it back. None of them is ever reachable from a resolved tree.
using Supervision.Hocon.Parsing;

namespace Supervision.Hocon.Resolving;

internal abstract class Unresolved(SourceText source, int offset) : HoconValue(source, offset)
{
    public override HoconType Type => throw new InvalidOperationException("can't happen: the value is not resolved");

    internal override bool IsResolved => false;
}

/// <summary><c>${path}</c>.</summary>
internal sealed class Substitution(string[] path, SourceText source, int offset) : Unresolved(source, offset)
{
    public string[] Path { get; } = path;

    public bool Optional { get; init; }

    /// <summary><c>${X[]}</c>: a list from the variables X_0, X_1, ….</summary>
    public bool IsList { get; init; }

    /// <summary>The paths under which its file was included, innermost first; the application's root is not among them.</summary>
    public IReadOnlyList<string[]> Prefixes { get; init; } = [];
}

/// <summary>Values side by side with a substitution among them. Bare white space between them is <see cref="Blank"/>.</summary>
internal sealed class Concatenation(List<HoconValue> pieces, SourceText source, int offset) : Unresolved(source, offset)
{
    public List<HoconValue> Pieces { get; } = pieces;
}

/// <summary>Unquoted white space, which counts between texts and not between arrays or objects.</summary>
internal sealed class Blank(SourceText source, int offset, int length) : Unresolved(source, offset)
{
    public string Text => Source.Text.Substring(Offset, length);
}

/// <summary>
/// A field of an object that a substitution brought in. It stays one value when it is merged at its new place: its layers look back at
/// the place where it was written.
/// </summary>
internal sealed class Borrowed(HoconValue value) : Unresolved(value.Source, value.Offset)
{
    public HoconValue Value { get; } = value;
}

/// <summary><c>+=</c>: elements after those that the field had before.</summary>
internal sealed class Appended(List<HoconValue> items, SourceText source, int offset) : Unresolved(source, offset)
{
    public List<HoconValue> Items { get; } = items;
}

/// <summary>Every value that still counts of those assigned to a field, lowest first.</summary>
internal sealed class Layers(List<HoconValue> values, SourceText source, int offset) : Unresolved(source, offset)
{
    public List<HoconValue> Values { get; } = values;

    /// <summary>Whether nothing below can show through, whatever the substitutions turn out to be.</summary>
    public bool HidesLower => Values[0] is HoconScalar or HoconArray or HoconObject { HidesLower: true };
}
