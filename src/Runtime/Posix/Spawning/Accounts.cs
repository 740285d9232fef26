using System.Globalization;
using System.Text;

namespace Supervision.Posix;

/// <summary>Looks up users and groups in the system's account database (files, LDAP, …; whatever its C library is set up to ask).</summary>
internal static unsafe class Accounts
{
    private const int MaxBuffer = 1 << 20;

    /// <summary>An account; a null name for a number that has none.</summary>
    internal readonly record struct User(string? Name, uint Uid, uint? Gid);

    private delegate int Lookup(byte* buffer, nuint size, void* entry, out bool found);

    /// <summary>By name, else by number. Null with 0 when unknown, null with an error number when it could not be asked.</summary>
    internal static User? FindUser(string text, out int error)
    {
        var user = default(User);
        var name = Bytes(text);
        if (Ask<Interop.Passwd>(ByName, out error))
            return user;
        if (error != 0 || !TryNumber(text, out var uid))
            return null;
        return Ask<Interop.Passwd>(ByNumber, out error) ? user : error == 0 ? new User(null, uid, null) : null;

        int ByName(byte* buffer, nuint size, void* entry, out bool found)
        {
            Interop.Passwd* result;
            int failed;
            fixed (byte* pointer = name)
                failed = Interop.GetPwNam(pointer, (Interop.Passwd*)entry, buffer, size, &result);
            return Take(failed, result, out found);
        }

        int ByNumber(byte* buffer, nuint size, void* entry, out bool found)
        {
            Interop.Passwd* result;
            return Take(Interop.GetPwUid(uid, (Interop.Passwd*)entry, buffer, size, &result), result, out found);
        }

        int Take(int failed, Interop.Passwd* result, out bool found)
        {
            found = failed == 0 && result != null;
            if (found)
                user = new User(Text(result->Name), result->Uid, result->Gid);
            return failed;
        }
    }

    /// <summary>By name, else by number; as <see cref="FindUser"/>.</summary>
    internal static uint? FindGroup(string text, out int error)
    {
        var gid = 0u;
        var name = Bytes(text);
        if (Ask<Interop.Group>(ByName, out error))
            return gid;
        return error == 0 && TryNumber(text, out gid) ? gid : null;

        int ByName(byte* buffer, nuint size, void* entry, out bool found)
        {
            Interop.Group* result;
            int failed;
            fixed (byte* pointer = name)
                failed = Interop.GetGrNam(pointer, (Interop.Group*)entry, buffer, size, &result);
            found = failed == 0 && result != null;
            if (found)
                gid = result->Gid;
            return failed;
        }
    }

    /// <summary>All groups that a user is a member of, with <paramref name="gid"/>.</summary>
    internal static uint[] GroupsOf(string user, uint gid)
    {
        var count = 64;
        fixed (byte* name = Bytes(user))
        {
            while (true)
            {
                var groups = new uint[count];
                var room = count;
                int stored;
                fixed (uint* pointer = groups)
                    stored = Interop.GetGroupList(name, gid, pointer, &room);
                if (stored >= 0)
                    return groups[..room];
                count = Math.Max(room, count * 2);
            }
        }
    }

    private static bool Ask<T>(Lookup lookup, out int error) where T : unmanaged
    {
        T entry;
        for (var size = 4096; ; size *= 4)
        {
            var buffer = new byte[size];
            bool found;
            fixed (byte* pointer = buffer)
                error = lookup(pointer, (nuint)size, &entry, out found);
            if (error == Interop.EINTR || (error == Interop.ERANGE && size < MaxBuffer))
                continue;
            // "Not found" has several spellings (getpwnam(3), ERRORS).
            if (error is Interop.ENOENT or Interop.ESRCH or Interop.EPERM)
                error = 0;
            return found;
        }
    }

    private static bool TryNumber(string text, out uint number) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number != uint.MaxValue;

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text + '\0');

    private static string Text(byte* text) => System.Runtime.InteropServices.Marshal.PtrToStringUTF8((nint)text) ?? "";
}
