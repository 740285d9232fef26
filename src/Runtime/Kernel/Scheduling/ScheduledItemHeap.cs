namespace Supervision.Actor;

// Overview
// Most timers are cancelled long before they are due, so cancelling must cost next to nothing: an item that is cancelled lets go
// of what it holds and stays where it is, until it comes to the top or until half of the heap is like it; then all of those
// are swept out at once. Times lie in the heap itself, since following a reference for every comparison would cost more than
// the comparison.

/// <summary>A heap with four children per node, ordered by due time and then by arrival.</summary>
internal sealed class ScheduledItemHeap
{
    private const int Arity = 4;
    private const int WorthSweeping = 64;
    private Entry[] _entries = new Entry[16];
    private int _count;
    private int _cancelled;
    private long _sequence;

    /// <summary>How many items wait; those that are cancelled do not.</summary>
    public int Count => _count - _cancelled;

    /// <summary>The first item; null where none waits.</summary>
    public ScheduledItem? Peek()
    {
        while (_count > 0 && _entries[0].Item.IsCancelled)
        {
            _cancelled--;
            RemoveFirst();
        }

        return _count == 0 ? null : _entries[0].Item;
    }

    public void Add(ScheduledItem item)
    {
        if (_count == _entries.Length)
            Array.Resize(ref _entries, _count * 2);
        item.IsWaiting = true;
        Up(new Entry(item.Due, _sequence++, item), _count++);
    }

    /// <summary>Moves the first item to a later time; it then comes after those that are due at that time already.</summary>
    public void PostponeFirst(long due)
    {
        var item = _entries[0].Item;
        item.Due = due;
        Down(new Entry(due, _sequence++, item), 0);
    }

    public void RemoveFirst()
    {
        _entries[0].Item.IsWaiting = false;
        var last = _entries[--_count];
        _entries[_count] = default;
        if (_count > 0)
            Down(last, 0);
    }

    /// <summary>Says that an item was cancelled; nothing happens where it does not wait.</summary>
    public void Cancelled(ScheduledItem item)
    {
        if (!item.IsWaiting)
            return;
        _cancelled++;
        if (_cancelled >= WorthSweeping && _cancelled > _count / 2)
            Sweep();
    }

    public ScheduledItem[] Clear()
    {
        var all = Array.ConvertAll(_entries.AsSpan(0, _count).ToArray(), entry => entry.Item);
        foreach (var item in all)
            item.IsWaiting = false;
        _entries = [];
        _count = 0;
        _cancelled = 0;
        return all;
    }

    private void Sweep()
    {
        var kept = 0;
        for (var i = 0; i < _count; i++)
        {
            if (_entries[i].Item.IsCancelled)
                _entries[i].Item.IsWaiting = false;
            else
                _entries[kept++] = _entries[i];
        }

        Array.Clear(_entries, kept, _count - kept);
        _count = kept;
        _cancelled = 0;
        for (var i = (kept - 2) / Arity; i >= 0 && kept > 1; i--)
            Down(_entries[i], i);
    }

    private void Up(in Entry entry, int index)
    {
        while (index > 0)
        {
            var parent = (index - 1) / Arity;
            if (!entry.IsBefore(_entries[parent]))
                break;
            _entries[index] = _entries[parent];
            index = parent;
        }

        _entries[index] = entry;
    }

    private void Down(Entry entry, int index)
    {
        while (true)
        {
            var first = (index * Arity) + 1;
            if (first >= _count)
                break;
            var least = first;
            for (var child = first + 1; child < Math.Min(first + Arity, _count); child++)
            {
                if (_entries[child].IsBefore(_entries[least]))
                    least = child;
            }

            if (!_entries[least].IsBefore(entry))
                break;
            _entries[index] = _entries[least];
            index = least;
        }

        _entries[index] = entry;
    }

    private readonly record struct Entry(long Due, long Sequence, ScheduledItem Item)
    {
        public bool IsBefore(in Entry other) => Due < other.Due || (Due == other.Due && Sequence < other.Sequence);
    }
}
