using System.Runtime.InteropServices;

namespace Supervision.Posix;

/// <summary>What a child gets as an extra descriptor: a file opened for it, or one that is open here.</summary>
public sealed record SpawnDescriptor
{
    private SpawnDescriptor()
    {
    }

    internal string? Path { get; private init; }

    internal int Flags { get; private init; }

    internal SafeHandle? Handle { get; private init; }

    /// <summary>A file, opened at each start with our rights.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="access">Writing makes the file (mode 0644 less our umask) where it does not exist, and appends; reading and writing neither truncates nor appends.</param>
    public static SpawnDescriptor File(string path, FileAccess access = FileAccess.Read)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new()
        {
            Path = path,
            Flags = access switch
            {
                FileAccess.Read => Interop.O_RDONLY,
                FileAccess.Write => Interop.O_WRONLY | Interop.O_CREAT | Interop.O_APPEND,
                _ => Interop.O_RDWR | Interop.O_CREAT,
            },
        };
    }

    /// <summary>An open descriptor of ours, for example of a listening socket; the child shares its position and flags.</summary>
    /// <param name="handle">It stays the caller's, and must be open at each start.</param>
    public static SpawnDescriptor Open(SafeHandle handle)
    {
        ArgumentNullException.ThrowIfNull(handle);
        return new() { Handle = handle };
    }
}
