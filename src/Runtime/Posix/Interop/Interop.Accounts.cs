using System.Runtime.InteropServices;

namespace Supervision.Posix;

internal static unsafe partial class Interop
{
    /// <summary><c>struct passwd</c> of both libraries on 64-bit.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Passwd
    {
        internal byte* Name;
        internal byte* Password;
        internal uint Uid;
        internal uint Gid;
        internal byte* Gecos;
        internal byte* Home;
        internal byte* Shell;
    }

    /// <summary><c>struct group</c> of both libraries on 64-bit.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Group
    {
        internal byte* Name;
        internal byte* Password;
        internal uint Gid;
        internal byte** Members;
    }

    /// <summary>0, with a null result for an unknown name. ERANGE: buffer too small. Others: the account service failed.</summary>
    [LibraryImport(Libc, EntryPoint = "getpwnam_r")]
    internal static partial int GetPwNam(byte* name, Passwd* entry, byte* buffer, nuint size, Passwd** result);

    /// <summary>As <see cref="GetPwNam"/>, by number.</summary>
    [LibraryImport(Libc, EntryPoint = "getpwuid_r")]
    internal static partial int GetPwUid(uint uid, Passwd* entry, byte* buffer, nuint size, Passwd** result);

    /// <summary>0, with a null result for an unknown name. ERANGE: buffer too small. Others: the account service failed.</summary>
    [LibraryImport(Libc, EntryPoint = "getgrnam_r")]
    internal static partial int GetGrNam(byte* name, Group* entry, byte* buffer, nuint size, Group** result);

    /// <summary>How many groups were stored. −1: the array is too small, and <paramref name="count"/> says what is needed (glibc).</summary>
    [LibraryImport(Libc, EntryPoint = "getgrouplist")]
    internal static partial int GetGroupList(byte* user, uint group, uint* groups, int* count);
}
