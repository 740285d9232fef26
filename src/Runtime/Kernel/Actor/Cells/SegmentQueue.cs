using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Supervision.Actor.Internal;

// Overview
// Many producers, one consumer, no allocation in steady state, no lock on the way of a message.
// A chain of segments. A producer claims a place by adding one to the claims of the last segment, then publishes sender and
// message in that place, the message last. The consumer reads places in order and empties them; a place that is claimed and
// still empty belongs to a producer between its two steps.
// A full segment gets a successor from the one producer that takes the link lock; it is one that the consumer emptied, when there
// is one: the consumer pushes those on a stack, and only who has the lock pops, so nothing comes back between look and pop. A producer may hold on to a segment long after it was emptied: its claim fails as long as the
// segment is spare (its claims stay above its size), and is good again from the moment the claims are set back, because the
// one who sets them back links that segment and no other.

/// <summary>The user messages of an actor that is told more than it can process at once; see <see cref="ActorCell"/>.</summary>
internal sealed class SegmentQueue
{
    private const int Size = 1024;

    /// <summary>How many empty segments are kept, 16 KiB each: bursts up to so long do not allocate again.</summary>
    private const int Spares = 32;

    private Words _words;

    public SegmentQueue()
    {
        _words.Last = _words.First = new Segment();
        _words.Places = _words.First.Places;
    }

    /// <summary>True when a place is claimed. Exact for the consumer; an estimate for others.</summary>
    public bool HasMessages
    {
        get
        {
            Segment? segment = _words.First;
            int index = _words.Index;
            if (index == Size)
            {
                segment = Volatile.Read(ref segment.Next);
                index = 0;
            }

            return segment is not null && Volatile.Read(ref segment.Claims) > index;
        }
    }

    /// <summary>How many messages wait; an estimate while others work.</summary>
    public int Count
    {
        get
        {
            int count = -_words.Index;
            for (Segment? segment = _words.First; segment is not null; segment = Volatile.Read(ref segment.Next))
            {
                count += Math.Min(Size, Volatile.Read(ref segment.Claims));
            }

            return Math.Max(0, count);
        }
    }

    public void Enqueue(object message, IActorRef? sender)
    {
        Segment segment = Volatile.Read(ref _words.Last);
        int place;
        while ((place = Interlocked.Increment(ref segment.Claims) - 1) >= Size)
        {
            segment = Grow(segment);
        }

        ref Place at = ref segment.Places[place];
        at.Sender = sender;
        Volatile.Write(ref at.Message, message);
    }

    /// <summary>True when a message is there to be taken. Only the consumer asks.</summary>
    public bool TryPeek()
    {
        if (_words.Index == Size)
        {
            Segment spare = _words.First;
            if (Volatile.Read(ref spare.Next) is not { } next)
            {
                return false;
            }

            _words.First = next;
            _words.Places = next.Places;
            _words.Index = 0;
            Keep(spare);
        }

        ref object? message = ref _words.Places[_words.Index].Message;
        if (Volatile.Read(ref message) is not null)
        {
            return true;
        }

        if (Volatile.Read(ref _words.First.Claims) <= _words.Index)
        {
            return false;
        }

        SpinWait spin = default;
        while (Volatile.Read(ref message) is null)
        {
            spin.SpinOnce(sleep1Threshold: -1);
        }

        return true;
    }

    /// <summary>Takes the message that <see cref="TryPeek"/> saw.</summary>
    public object Take(out IActorRef? sender)
    {
        ref Place at = ref _words.Places[_words.Index++];
        object message = at.Message!;
        sender = at.Sender;
        at.Message = null;
        at.Sender = null;
        return message;
    }

    /// <summary>Lets the empty segments go: the actor stopped, and its reference may live long.</summary>
    public void DropSpares() => Interlocked.Exchange(ref _words.Spare, null);

    private void Keep(Segment empty)
    {
        if (Volatile.Read(ref _words.SpareCount) >= Spares)
        {
            return;
        }

        Interlocked.Increment(ref _words.SpareCount);
        Segment? top = Volatile.Read(ref _words.Spare);
        while (true)
        {
            empty.Next = top;
            Segment? seen = Interlocked.CompareExchange(ref _words.Spare, empty, top);
            if (ReferenceEquals(seen, top))
            {
                return;
            }

            top = seen;
        }
    }

    private Segment? TakeSpare()
    {
        Segment? top = Volatile.Read(ref _words.Spare);
        while (top is not null)
        {
            Segment? seen = Interlocked.CompareExchange(ref _words.Spare, top.Next, top);
            if (ReferenceEquals(seen, top))
            {
                Interlocked.Decrement(ref _words.SpareCount);
                return top;
            }

            top = seen;
        }

        return null;
    }

    private Segment Grow(Segment full)
    {
        SpinWait spin = default;
        while (true)
        {
            Segment last = Volatile.Read(ref _words.Last);
            if (!ReferenceEquals(last, full))
            {
                return last;
            }

            if (Interlocked.CompareExchange(ref _words.Linking, 1, 0) == 0)
            {
                // Its claim may have failed when the segment was spare, which since then has become the last one again.
                last = _words.Last;
                if (ReferenceEquals(last, full) && Volatile.Read(ref full.Claims) >= Size)
                {
                    last = TakeSpare() ?? new Segment();
                    last.Next = null;
                    Volatile.Write(ref last.Claims, 0);
                    Volatile.Write(ref full.Next, last);
                    Volatile.Write(ref _words.Last, last);
                }

                Volatile.Write(ref _words.Linking, 0);
                return last;
            }

            spin.SpinOnce(sleep1Threshold: -1);
        }
    }

    private struct Place
    {
        public object? Message;
        public IActorRef? Sender;
    }

    [SuppressMessage("Design", "CA1051", Justification = "Fields of a queue are read with fences.")]
    private sealed class Segment
    {
        public readonly Place[] Places = new Place[Size];
        public Segment? Next;
        public int Claims;
    }

    // What the consumer writes with every message stays a cache line away from what producers read.
    [StructLayout(LayoutKind.Explicit, Size = 224)]
    private struct Words
    {
        [FieldOffset(64)]
        public Segment First;
        [FieldOffset(72)]
        public Place[] Places;
        [FieldOffset(80)]
        public int Index;
        [FieldOffset(144)]
        public Segment Last;
        [FieldOffset(152)]
        public Segment? Spare;
        [FieldOffset(160)]
        public int Linking;
        [FieldOffset(164)]
        public int SpareCount;
    }
}
