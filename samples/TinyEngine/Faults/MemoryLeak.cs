using System.Runtime.InteropServices;

namespace TinyEngine.Faults;

/// <summary>Memory outside the managed heap, every page written, kept until the fault is cleared.</summary>
internal static class MemoryLeak
{
    private const int Page = 4096;
    private const int ChunkBytes = 1 << 20;

    public static async Task RunAsync(FaultAction.Leak leak, TimeProvider time, CancellationToken cancellation)
    {
        var chunks = new List<nint>();
        try
        {
            long start = time.GetTimestamp();
            while (true)
            {
                double due = Math.Min(leak.CapMiB, leak.MiBPerSecond * time.GetElapsedTime(start).TotalSeconds);
                while (chunks.Count < (int)due)
                    chunks.Add(Touch());
                await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancellation);
            }
        }
        finally
        {
            foreach (nint chunk in chunks)
                Free(chunk);
        }
    }

    private static unsafe nint Touch()
    {
        byte* memory = (byte*)NativeMemory.Alloc(ChunkBytes);

        // Not all the same byte, so that page sharing and compression do not give the memory back.
        for (int i = 0; i < ChunkBytes; i += Page)
            *(long*)(memory + i) = Random.Shared.NextInt64();
        return (nint)memory;
    }

    private static unsafe void Free(nint chunk) => NativeMemory.Free((void*)chunk);
}
