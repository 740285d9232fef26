using System.Runtime.InteropServices;

namespace Supervision.Actor.Internal;

/// <summary>Full magazines on their way from consuming to producing threads; see <see cref="MessageNodePool"/>.</summary>
internal static class MessageNodeDepot
{
    private const int Capacity = 2048;
    private const int Mask = Capacity - 1;

    private static readonly Slot[] Slots = MakeSlots();
    private static Cursor _put;
    private static Cursor _take;

    public static void TryPut(MessageNode magazine)
    {
        while (true)
        {
            long position = Volatile.Read(ref _put.Value);
            ref Slot slot = ref Slots[position & Mask];
            long difference = Volatile.Read(ref slot.Sequence) - position;
            if (difference == 0)
            {
                if (Interlocked.CompareExchange(ref _put.Value, position + 1, position) == position)
                {
                    slot.Magazine = magazine;
                    Volatile.Write(ref slot.Sequence, position + 1);
                    return;
                }
            }
            else if (difference < 0)
            {
                return;
            }
        }
    }

    public static MessageNode? TryTake()
    {
        while (true)
        {
            long position = Volatile.Read(ref _take.Value);
            ref Slot slot = ref Slots[position & Mask];
            long difference = Volatile.Read(ref slot.Sequence) - (position + 1);
            if (difference == 0)
            {
                if (Interlocked.CompareExchange(ref _take.Value, position + 1, position) == position)
                {
                    MessageNode? magazine = slot.Magazine;
                    slot.Magazine = null;
                    Volatile.Write(ref slot.Sequence, position + Capacity);
                    return magazine;
                }
            }
            else if (difference < 0)
            {
                return null;
            }
        }
    }

    private static Slot[] MakeSlots()
    {
        Slot[] slots = new Slot[Capacity];
        for (int i = 0; i < slots.Length; i++)
        {
            slots[i].Sequence = i;
        }

        return slots;
    }

    private struct Slot
    {
        public long Sequence;
        public MessageNode? Magazine;
    }

    // A cache line each: producers and consumers of magazines do not disturb one another.
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct Cursor
    {
        [FieldOffset(64)]
        public long Value;
    }
}
