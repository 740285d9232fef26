using System.Runtime.InteropServices;

namespace TinyEngine.Processes;

/// <summary>The few calls of the C library that the faults need.</summary>
internal static partial class Native
{
    private const int UnblockSignals = 1;

    /// <summary>Restores the signal's default effect first: the runtime has handlers of its own for several.</summary>
    public static void DieBySignal(int signal)
    {
        Signal(signal, 0);
        Span<byte> everything = stackalloc byte[128];
        everything.Fill(0xFF);
        PthreadSigmask(UnblockSignals, everything, 0);
        Kill(Environment.ProcessId, signal);
    }

    /// <summary>A process that is gone already is no error.</summary>
    public static void Send(int pid, int signal) => Kill(pid, signal);

    /// <summary>Ends the process with no clean-up at all.</summary>
    [LibraryImport("libc", EntryPoint = "_exit")]
    public static partial void Exit(int code);

    /// <summary>
    /// Points the outputs at /dev/null, which closes our end of the pipes. Really closing the numbers would let the next socket take
    /// one, and log lines would go to a client.
    /// </summary>
    public static void CloseOutputs(bool stdout, bool stderr)
    {
        using Microsoft.Win32.SafeHandles.SafeFileHandle nothing = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        int descriptor = (int)nothing.DangerousGetHandle();
        if (stdout && Dup2(descriptor, 1) < 0)
            throw new IOException($"dup2: error {Marshal.GetLastPInvokeError()}");
        if (stderr && Dup2(descriptor, 2) < 0)
            throw new IOException($"dup2: error {Marshal.GetLastPInvokeError()}");
    }

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint Signal(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "getppid")]
    public static partial int GetParent();

    [LibraryImport("libc", EntryPoint = "pthread_sigmask")]
    private static partial int PthreadSigmask(int how, ReadOnlySpan<byte> set, nint old);

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    private static partial int Dup2(int from, int to);
}
