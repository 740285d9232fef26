// The storage of an object: an array of fields in order, with an index by key once it is large enough to pay. The parser and the merge
// fill objects that nobody else holds yet; after that nothing changes but lazily computed facts.
using Supervision.Hocon.Parsing;

namespace Supervision.Hocon;

public sealed partial class HoconObject
{
    private const int IndexedFrom = 9;

    private Field[] _fields = [];
    private int _count;
    private Dictionary<string, int>? _index;
    private bool? _resolved;
    private Extent? _extent;

    internal HoconObject(SourceText source, int offset)
        : base(source, offset)
    {
    }

    /// <summary>A value that is no object was assigned before, so that this object merges with nothing below.</summary>
    internal bool HidesLower { get; set; }

    internal override bool IsResolved
    {
        get
        {
            if (_resolved is not { } resolved)
            {
                resolved = true;
                foreach (ref readonly var item in Fields)
                    resolved &= item.Value.IsResolved;
                _resolved = resolved;
            }

            return resolved;
        }
    }

    internal override Extent Extent
    {
        get
        {
            if (_extent is not { } extent)
            {
                extent = new Extent(1, 1);
                foreach (ref readonly var item in Fields)
                    extent = Extent.Over(extent, item.Value.Extent);
                _extent = extent;
            }

            return extent;
        }
    }

    internal ReadOnlySpan<Field> Fields => _fields.AsSpan(0, _count);

    internal HoconObject Copy(SourceText source, int offset)
    {
        var copy = new HoconObject(source, offset)
        {
            _fields = Fields.ToArray(),
            _count = _count,
            _index = _index is null ? null : new Dictionary<string, int>(_index, StringComparer.Ordinal),
            HidesLower = HidesLower,
        };
        return copy;
    }

    internal int IndexOf(string key)
    {
        if (_index is not null)
            return _index.TryGetValue(key, out var found) ? found : -1;
        for (var i = 0; i < _count; i++)
        {
            if (string.Equals(_fields[i].Key, key, StringComparison.Ordinal))
                return i;
        }

        return -1;
    }

    internal int IndexOf(ReadOnlySpan<char> key)
    {
        if (_index is not null)
            return _index.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(key, out var found) ? found : -1;
        for (var i = 0; i < _count; i++)
        {
            if (key.SequenceEqual(_fields[i].Key))
                return i;
        }

        return -1;
    }

    internal void Add(string key, HoconValue value, SourceText keySource, int keyOffset)
    {
        if (_count == _fields.Length)
            Array.Resize(ref _fields, Math.Max(4, _count * 2));
        _fields[_count] = new Field(key, value, keySource, keyOffset);
        if (_index is not null)
        {
            _index.Add(key, _count);
        }
        else if (_count + 1 >= IndexedFrom)
        {
            _index = new Dictionary<string, int>(_count * 2, StringComparer.Ordinal);
            for (var i = 0; i <= _count; i++)
                _index.Add(_fields[i].Key, i);
        }

        _count++;
    }

    internal void Replace(int index, HoconValue value, SourceText keySource, int keyOffset) =>
        _fields[index] = new Field(_fields[index].Key, value, keySource, keyOffset);

    internal readonly record struct Field(string Key, HoconValue Value, SourceText KeySource, int KeyOffset);
}
