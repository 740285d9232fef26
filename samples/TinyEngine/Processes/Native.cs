using System.Runtime.InteropServices;

namespace TinyEngine.Processes;

/// <summary>The few calls of the C library that the faults need.</summary>
internal static partial class Native
{
    private const int UnblockSignals = 1;
    private const int Interrupted = 4;

    /// <summary>Restores the signal's default effect first: the runtime has handlers of its own for several.</summary>
    public static void DieBySignal(int signal)
    {
        Signal(signal, 0);
        Span<byte> everything = stackalloc byte[128];
        everything.Fill(0xFF);
        PthreadSigmask(UnblockSignals, everything, 0);
        Raise(signal);

        // Only as PID 1 of a container, which the kernel spares from signals without a handler.
        Exit(ExitCodes.SignalBase + signal);
    }

    /// <summary>A process that is gone already is no error.</summary>
    public static void Send(int pid, int signal) => Kill(pid, signal);

    /// <summary>Ends the process with no clean-up at all.</summary>
    [LibraryImport("libc", EntryPoint = "_exit")]
    public static partial void Exit(int code);

    /// <summary>False when the other end is closed or the descriptor is broken; part of the bytes may have been written.</summary>
    public static bool WriteAll(int descriptor, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            nint written = Write(descriptor, bytes, bytes.Length);
            if (written < 0 && Marshal.GetLastPInvokeError() != Interrupted)
                return false;
            bytes = bytes[(int)Math.Max(0, written)..];
        }

        return true;
    }

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int descriptor, ReadOnlySpan<byte> bytes, nint count);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint Signal(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "raise")]
    private static partial int Raise(int signal);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "getppid")]
    public static partial int GetParent();

    [LibraryImport("libc", EntryPoint = "pthread_sigmask")]
    private static partial int PthreadSigmask(int how, ReadOnlySpan<byte> set, nint old);
}
