using System.Globalization;
using Supervision.Actor;

namespace Supervision.Util;

// The runtime's heap under both queues by priority: the number that keeps equals in order costs eight bytes and decides only among them.
internal sealed class PriorityList(int initialCapacity, Func<object, int> priorityCalculator)
{
    private readonly PriorityQueue<Envelope, (int Priority, long Number)> _queue = new(initialCapacity);
    private long _last;

    public int Count => _queue.Count;

    public void Enqueue(Envelope item) => _queue.Enqueue(item, (priorityCalculator(item.Message), _last++));

    public Envelope Dequeue() => _queue.Dequeue();

    public bool TryDequeue(out Envelope item) => _queue.TryDequeue(out item, out _);

    public Envelope Peek() => _queue.Peek();

    public bool IsConsistent()
    {
        // The runtime's heap has four children a node.
        (Envelope Item, (int Priority, long Number) Key)[] nodes = [.. _queue.UnorderedItems];
        for (int child = 1; child < nodes.Length; child++)
        {
            if (nodes[child].Key.CompareTo(nodes[(child - 1) / 4].Key) < 0)
            {
                return false;
            }
        }

        return true;
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{string.Concat(_queue.UnorderedItems.Select(static node => $"{node.Element.Message} "))}count = {Count}");
}
