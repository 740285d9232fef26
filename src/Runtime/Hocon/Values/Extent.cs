namespace Supervision.Hocon;

/// <summary>Number of values and levels of a tree; substitutions share subtrees, so both can outgrow the text by far.</summary>
internal readonly record struct Extent(long Weight, int Height)
{
    private const long Most = long.MaxValue / 4;

    public static Extent Over(Extent sum, Extent child) => new(Math.Min(Most, sum.Weight + child.Weight), Math.Max(sum.Height, child.Height + 1));
}
