namespace Supervision.Actor;

/// <summary>A heap with four children per node, ordered by due time and then by arrival; items know their place.</summary>
internal sealed class ScheduledItemHeap
{
    private const int Arity = 4;
    private ScheduledItem[] _items = new ScheduledItem[16];
    private long _sequence;

    public int Count { get; private set; }

    public ScheduledItem? Peek() => Count == 0 ? null : _items[0];

    public void Add(ScheduledItem item)
    {
        if (Count == _items.Length)
            Array.Resize(ref _items, Count * 2);
        item.Sequence = _sequence++;
        Up(item, Count++);
    }

    /// <summary>Moves an item to a later time; it then comes after those that are due at that time already.</summary>
    public void Postpone(ScheduledItem item, long due)
    {
        item.Due = due;
        item.Sequence = _sequence++;
        Down(item, item.Index);
    }

    /// <summary>Takes an item out; nothing happens where it is not in.</summary>
    public void Remove(ScheduledItem item)
    {
        var index = item.Index;
        if (index < 0)
            return;
        item.Index = -1;
        var last = _items[--Count];
        _items[Count] = null!;
        if (ReferenceEquals(last, item))
            return;
        if (index > 0 && Before(last, _items[(index - 1) / Arity]))
            Up(last, index);
        else
            Down(last, index);
    }

    public ScheduledItem[] Clear()
    {
        var all = _items.AsSpan(0, Count).ToArray();
        foreach (var item in all)
            item.Index = -1;
        _items = [];
        Count = 0;
        return all;
    }

    private static bool Before(ScheduledItem one, ScheduledItem other) =>
        one.Due < other.Due || (one.Due == other.Due && one.Sequence < other.Sequence);

    private void Up(ScheduledItem item, int index)
    {
        while (index > 0)
        {
            var parent = (index - 1) / Arity;
            if (!Before(item, _items[parent]))
                break;
            Place(_items[parent], index);
            index = parent;
        }

        Place(item, index);
    }

    private void Down(ScheduledItem item, int index)
    {
        while (true)
        {
            var first = (index * Arity) + 1;
            if (first >= Count)
                break;
            var least = first;
            for (var child = first + 1; child < Math.Min(first + Arity, Count); child++)
            {
                if (Before(_items[child], _items[least]))
                    least = child;
            }

            if (!Before(_items[least], item))
                break;
            Place(_items[least], index);
            index = least;
        }

        Place(item, index);
    }

    private void Place(ScheduledItem item, int index)
    {
        _items[index] = item;
        item.Index = index;
    }
}
