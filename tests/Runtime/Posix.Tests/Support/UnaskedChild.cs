using System.Runtime.InteropServices;

namespace Supervision.Posix.Tests;

/// <summary>A child in this process' own session that ends with 5 and stays a zombie until somebody takes its status.</summary>
internal sealed unsafe partial class UnaskedChild : IDisposable
{
    private bool _isTaken;

    internal UnaskedChild()
    {
        fixed (byte* shell = "/bin/sh\0"u8, option = "-c\0"u8, script = "exit 5\0"u8)
        {
            var arguments = stackalloc byte*[] { shell, option, script, null };
            var environment = stackalloc byte*[] { null };
            int pid;
            Assert.Equal(0, PosixSpawn(&pid, shell, null, null, arguments, environment));
            Pid = pid;
        }
    }

    internal int Pid { get; }

    /// <summary>The exit code; -1 when somebody else took it.</summary>
    internal int TakeStatus()
    {
        _isTaken = true;
        int status;
        return WaitPid(Pid, &status, 0) == Pid ? (status >> 8) & 0xff : -1;
    }

    public void Dispose()
    {
        if (!_isTaken)
            TakeStatus();
    }

    [LibraryImport("libc", EntryPoint = "posix_spawn")]
    private static partial int PosixSpawn(int* pid, byte* path, void* actions, void* attributes, byte** arguments, byte** environment);

    [LibraryImport("libc", EntryPoint = "waitpid")]
    private static partial int WaitPid(int pid, int* status, int options);
}
