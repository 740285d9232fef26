using Supervision.Actor;
using Supervision.Actor.Internal;

namespace Supervision.Kernel.Tests.Core;

public class SegmentQueueTests
{
    private const int SegmentSize = 1024;

    [Fact]
    public void Empty_HasNothing()
    {
        SegmentQueue queue = new();

        Assert.False(queue.HasMessages);
        Assert.False(queue.TryPeek());
        Assert.Equal(0, queue.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(SegmentSize)]
    [InlineData(SegmentSize + 1)]
    [InlineData(5 * SegmentSize)]
    public void Messages_OfOneProducer_ComeOutInOrderWithTheirSenders(int count)
    {
        SegmentQueue queue = new();
        IActorRef[] senders = [ActorRefs.Nobody, ActorRefs.NoSender!];
        for (int i = 0; i < count; i++)
        {
            queue.Enqueue(i, senders[i & 1]);
        }

        Assert.Equal(count, queue.Count);
        for (int i = 0; i < count; i++)
        {
            Assert.True(queue.HasMessages);
            Assert.True(queue.TryPeek());
            Assert.Equal(i, queue.Take(out IActorRef? sender));
            Assert.Same(senders[i & 1], sender);
        }

        Assert.False(queue.HasMessages);
        Assert.False(queue.TryPeek());
    }

    [Fact]
    public void Bursts_OverAndOver_ReuseTheirSegments()
    {
        SegmentQueue queue = new();
        object message = new();
        Burst();
        long best = long.MaxValue;
        for (int i = 0; i < 20; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Burst();
            best = Math.Min(best, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, best);

        void Burst()
        {
            for (int i = 0; i < 20 * SegmentSize; i++)
            {
                queue.Enqueue(message, null);
            }

            while (queue.TryPeek())
            {
                queue.Take(out _);
            }
        }
    }

    [Theory(Timeout = 60000)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(32)]
    public async Task Producers_OnManyThreads_LoseNothingAndKeepTheirOrder(int producers)
    {
        int each = 800_000 / producers;
        SegmentQueue queue = new();
        Thread[] threads = [.. Enumerable.Range(0, producers).Select(p => new Thread(() =>
        {
            for (int i = 0; i < each; i++)
            {
                queue.Enqueue((p, i), null);
            }
        }))];
        Array.ForEach(threads, t => t.Start());

        int[] next = new int[producers];
        await Task.Run(() =>
        {
            SpinWait spin = default;
            for (int left = each * producers; left > 0;)
            {
                if (!queue.TryPeek())
                {
                    spin.SpinOnce();
                    continue;
                }

                (int producer, int number) = ((int, int))queue.Take(out _);
                Assert.Equal(next[producer]++, number);
                left--;
            }
        });

        Array.ForEach(threads, t => t.Join());
        Assert.False(queue.TryPeek());
        Assert.False(queue.HasMessages);
        Assert.All(next, n => Assert.Equal(each, n));
    }
}
