using Supervision.Actor;

namespace Supervision.Util;

/// <summary>Envelopes by the priority of their messages, lower first; among equals the first in is the first out. Not safe for several threads.</summary>
public sealed class StableListPriorityQueue
{
    private readonly PriorityList _list;

    /// <summary>Makes an empty queue.</summary>
    /// <param name="initialCapacity">How many envelopes there is room for at first; 0 or more.</param>
    /// <param name="priorityCalculator">The priority of a message; called once, when it is put in.</param>
    public StableListPriorityQueue(int initialCapacity, Func<object, int> priorityCalculator) => _list = new PriorityList(initialCapacity, priorityCalculator);

    /// <summary>Puts an envelope in.</summary>
    /// <param name="item">The envelope.</param>
    public void Enqueue(Envelope item) => _list.Enqueue(item);

    /// <summary>Takes the first envelope of the lowest priority out.</summary>
    /// <exception cref="InvalidOperationException">The queue is empty.</exception>
    public Envelope Dequeue() => _list.Dequeue();

    /// <summary>The envelope that <see cref="Dequeue"/> would take out.</summary>
    /// <exception cref="InvalidOperationException">The queue is empty.</exception>
    public Envelope Peek() => _list.Peek();

    /// <summary>How many envelopes are in it.</summary>
    public int Count() => _list.Count;

    /// <summary>The messages in the order of the heap, and how many they are.</summary>
    public override string ToString() => _list.ToString();

    /// <summary>Whether no envelope lies above one that has to leave before it; for tests.</summary>
    public bool IsConsistent() => _list.IsConsistent();
}
