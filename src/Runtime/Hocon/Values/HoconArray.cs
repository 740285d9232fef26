using System.Collections;
using Supervision.Hocon.Parsing;

namespace Supervision.Hocon;

/// <summary>Values in order.</summary>
public sealed class HoconArray : HoconValue, IReadOnlyList<HoconValue>
{
    private readonly IReadOnlyList<HoconValue> _items;
    private bool? _resolved;
    private Extent? _extent;

    /// <summary>Creates an array.</summary>
    /// <param name="items">Its elements; not copied, and not to be changed afterwards.</param>
    /// <param name="origin">Where it was written.</param>
    public HoconArray(IReadOnlyList<HoconValue> items, HoconOrigin origin)
        : base(origin) => _items = items;

    internal HoconArray(IReadOnlyList<HoconValue> items, SourceText source, int offset)
        : base(source, offset) => _items = items;

    /// <inheritdoc/>
    public override HoconType Type => HoconType.Array;

    /// <inheritdoc/>
    public int Count => _items.Count;

    internal override bool IsResolved => _resolved ??= _items.All(item => item.IsResolved);

    internal override Extent Extent => _extent ??= _items.Aggregate(new Extent(1, 1), (sum, item) => Extent.Over(sum, item.Extent));

    /// <inheritdoc/>
    public HoconValue this[int index] => _items[index];

    /// <inheritdoc/>
    public IEnumerator<HoconValue> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
