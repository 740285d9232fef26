using System.Collections;
using System.Runtime.InteropServices;

namespace TinyEngine.Processes;

internal static partial class Native
{
    private const short NewSession = 0x80;

    // Larger than these opaque structures are in glibc (336 and 80 bytes) and musl.
    private const int StructureRoom = 1024;

    /// <summary>
    /// Starts a program in a session of its own, or in ours. <paramref name="inherited"/> becomes descriptor 3 of the child.
    /// Throws IOException when it cannot start.
    /// </summary>
    public static unsafe int Spawn(string path, IReadOnlyList<string> arguments, bool ownSession, int? inherited)
    {
        byte* attributes = stackalloc byte[StructureRoom];
        byte* actions = stackalloc byte[StructureRoom];
        nint[] argv = Strings([path, .. arguments]);
        nint[] envp = Strings([.. Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(e => $"{e.Key}={e.Value}")]);
        Check(AttributesInit(attributes));
        Check(ActionsInit(actions));
        try
        {
            if (ownSession)
                Check(AttributesSetFlags(attributes, NewSession));
            if (inherited is { } descriptor)
                Check(ActionsAddDup2(actions, descriptor, 3));
            Check(PosixSpawn(out int pid, path, actions, attributes, argv, envp));
            return pid;
        }
        finally
        {
            ActionsDestroy(actions);
            AttributesDestroy(attributes);
            foreach (nint text in argv.Concat(envp))
                Marshal.FreeCoTaskMem(text);
        }
    }

    /// <summary>Waits for a child to end, so that it leaves no zombie, and returns its wait status, or -1. Blocks.</summary>
    public static int Reap(int pid) => WaitPid(pid, out int status, 0) == pid ? status : -1;

    private static nint[] Strings(IReadOnlyList<string> texts)
    {
        nint[] pointers = new nint[texts.Count + 1];
        for (int i = 0; i < texts.Count; i++)
            pointers[i] = Marshal.StringToCoTaskMemUTF8(texts[i]);
        return pointers;
    }

    private static void Check(int error)
    {
        if (error != 0)
            throw new IOException($"cannot start a child: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int PosixSpawn(out int pid, string path, byte* actions, byte* attributes, nint[] argv, nint[] envp);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    private static unsafe partial int AttributesInit(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    private static unsafe partial int AttributesSetFlags(byte* attributes, short flags);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    private static unsafe partial int AttributesDestroy(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static unsafe partial int ActionsInit(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    private static unsafe partial int ActionsAddDup2(byte* actions, int from, int to);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    private static unsafe partial int ActionsDestroy(byte* actions);

    [LibraryImport("libc", EntryPoint = "waitpid")]
    private static partial int WaitPid(int pid, out int status, int options);
}
