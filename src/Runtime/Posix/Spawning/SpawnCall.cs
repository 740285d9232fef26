using System.Text;

namespace Supervision.Posix;

// Overview
//   posix_spawn of both libraries makes the child with CLONE_VM | CLONE_VFORK on a stack of its own: no copy of our page tables, errors
//   of every step including execve come back as the return value, and all signals are blocked meanwhile. It cannot set users,
//   limits or nice; that is for a shim that the child executes first.
//   Descriptors: everything we open is close-on-exec, but other code in this process may have others. glibc closes from 3 on in the
//   child (closefrom); musl cannot, so there our own descriptors from 3 on are marked close-on-exec just before, in one system call.
//   Extra descriptors come from numbers above all targets (SpawnFiles), so their order does not matter; the gaps between them are closed
//   one by one.

/// <summary>One call of posix_spawn, with its attributes and file actions.</summary>
internal static unsafe class SpawnCall
{
    /// <summary>Whether this C library can close descriptors in the child; found out at the first spawn.</summary>
    internal static bool HasCloseFrom { get; set; } = true;

    /// <summary>0 and the pid, or the error number.</summary>
    internal static int Run(
        string path, NativeStrings arguments, NativeStrings environment, string? directory, in SpawnPipes pipes, SpawnFiles? files, out int pid)
    {
        var attributes = stackalloc byte[Interop.SpawnAttributesSize];
        var actions = stackalloc byte[Interop.SpawnActionsSize];
        pid = 0;
        if (Interop.SpawnAttributesInit(attributes) is not 0 and var noAttributes)
            return noAttributes;
        if (Interop.SpawnActionsInit(actions) is not 0 and var noActions)
        {
            _ = Interop.SpawnAttributesDestroy(attributes);
            return noActions;
        }

        try
        {
            var error = SetAttributes(attributes);
            if (error == 0)
                error = AddActions(actions, directory, pipes, files);
            if (error != 0)
                return error;
            fixed (byte* program = Encoding.UTF8.GetBytes(path + '\0'))
            fixed (int* child = &pid)
                return Interop.PosixSpawn(child, program, actions, attributes, arguments.Pointer, environment.Pointer);
        }
        finally
        {
            _ = Interop.SpawnActionsDestroy(actions);
            _ = Interop.SpawnAttributesDestroy(attributes);
        }
    }

    private static int SetAttributes(byte* attributes)
    {
        Interop.SigSet all, none;
        _ = Interop.SigFillSet(&all);
        _ = Interop.SigEmptySet(&none);
        _ = Interop.SpawnAttributesSetDefaultSignals(attributes, &all);
        _ = Interop.SpawnAttributesSetMask(attributes, &none);
        return Interop.SpawnAttributesSetFlags(
            attributes, Interop.POSIX_SPAWN_SETSID | Interop.POSIX_SPAWN_SETSIGDEF | Interop.POSIX_SPAWN_SETSIGMASK);
    }

    private static int AddActions(byte* actions, string? directory, in SpawnPipes pipes, SpawnFiles? files)
    {
        for (var stream = 0; stream < 3; stream++)
        {
            if (pipes.ChildEnd(stream) is >= 0 and var fd && Interop.SpawnActionsAddDup2(actions, fd, stream) is not 0 and var error)
                return error;
        }

        if (directory is not null)
        {
            fixed (byte* path = Encoding.UTF8.GetBytes(directory + '\0'))
            {
                if (Interop.SpawnActionsAddChdir(actions, path) is not 0 and var error)
                    return error;
            }
        }

        var first = SpawnFiles.FirstTarget;
        foreach (var (source, target) in files?.Placed ?? [])
        {
            if (target < SpawnFiles.FirstTarget)
                continue;
            // Closing what is not open is no error in the child.
            while (first < target)
            {
                if (Interop.SpawnActionsAddClose(actions, first++) is not 0 and var noClose)
                    return noClose;
            }

            if (Interop.SpawnActionsAddDup2(actions, source, target) is not 0 and var noDup)
                return noDup;
            first++;
        }

        return CloseOthers(actions, first);
    }

    private static int CloseOthers(byte* actions, int first)
    {
        if (HasCloseFrom)
        {
            try
            {
                return Interop.SpawnActionsAddCloseFrom(actions, first);
            }
            catch (EntryPointNotFoundException)
            {
                HasCloseFrom = false;
            }
        }

        // An old kernel refuses: then only what other code opened without close-on-exec gets through.
        _ = Interop.CloseRange(3, uint.MaxValue, Interop.CLOSE_RANGE_CLOEXEC);
        return 0;
    }
}
