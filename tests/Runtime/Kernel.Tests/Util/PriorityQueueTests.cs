using Supervision.Actor;
using Supervision.Util;

namespace Supervision.Kernel.Tests.Util;

/// <summary>The two queues by priority that stand on their own.</summary>
public sealed class PriorityQueueTests
{
    [Fact]
    public void StableQueue_GivesEqualsInTheOrderTheyCame()
    {
        var random = new Random(20261121);
        for (var round = 0; round < 200; round++)
        {
            var queue = new StableListPriorityQueue(round % 3, Length);
            var words = Enumerable.Range(0, random.Next(60)).Select(number => new string('x', random.Next(5)) + "|" + number).ToList();
            words.ForEach(word => queue.Enqueue(new Envelope(word, ActorRefs.NoSender)));

            Assert.True(queue.IsConsistent());
            Assert.Equal(words.OrderBy(Length).ToList(), Drain(queue.Count, queue.Dequeue));
        }
    }

    [Fact]
    public void Queue_GivesTheLowestFirst()
    {
        var queue = new ListPriorityQueue(2, message => (int)message);
        foreach (var number in new[] { 5, 3, 9, 1, 3 })
        {
            queue.Enqueue(new Envelope(number, ActorRefs.NoSender));
        }

        Assert.Equal(1, queue.Peek().Message);
        Assert.True(queue.IsConsistent());
        Assert.EndsWith(" count = 5", queue.ToString());
        Assert.Equal([1, 3, 3, 5, 9], Drain(queue.Count, queue.Dequeue));
        Assert.Throws<InvalidOperationException>(() => queue.Dequeue());
    }

    private static int Length(object word) => ((string)word).IndexOf('|', StringComparison.Ordinal);

    private static List<object> Drain(Func<int> count, Func<Envelope> take)
    {
        var taken = new List<object>();
        while (count() > 0)
        {
            taken.Add(take().Message);
        }

        return taken;
    }
}
