// Overview
// The socket's file must be the owner's alone from its first moment, and two daemons must not take it from each other. So a lock beside it is held for
// as long as it is listened at: whoever has the lock may remove a file that a killed daemon left behind. Permissions are set between bind and listen,
// while everybody is still refused.
using System.Net.Sockets;
using System.Runtime.Versioning;
using Supervision.Pbm;

namespace Supervision.Control.Pbm;

/// <summary>A unix socket that only its owner and root may connect to.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class UnixListener : IDisposable
{
    private readonly string _path;
    private readonly FileStream _lock;

    private UnixListener(string path, FileStream held, Socket socket)
    {
        _path = path;
        _lock = held;
        Socket = socket;
    }

    public Socket Socket { get; }

    /// <summary>Listens; makes the folder where it is missing.</summary>
    /// <exception cref="IOException">The path cannot be listened at, or somebody listens there.</exception>
    public static UnixListener Listen(string path, int backlog)
    {
        string lockPath = path + ".lock";
        FileStream? held = null;
        Socket? socket = null;
        try
        {
            if (Path.GetDirectoryName(path) is { Length: > 0 } folder && !Directory.Exists(folder))
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            held = Hold(lockPath);
            File.Delete(path);
            socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Bind(new UnixDomainSocketEndPoint(path));
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            socket.Listen(backlog);
            return new UnixListener(path, held, socket);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SocketException or ArgumentException)
        {
            socket?.Dispose();
            held?.Dispose();
            string why = held is null && File.Exists(lockPath)
                ? "another daemon listens there, or its folder may not be written"
                : $"{FileProblem.Of(error)}; its folder must be writable, and the path short";
            throw new IOException($"supervision.control.pbm.unix = {path}: {why}", error);
        }
    }

    public void Dispose()
    {
        Socket.Dispose();
        // The file is gone with the socket; the lock goes while it is still held, so that nobody's is taken away.
        try
        {
            File.Delete(_path);
            File.Delete(_lock.Name);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What is left behind is replaced by the next one.
        }
        _lock.Dispose();
    }

    // Somebody may have removed the file between open and lock; then the lock is on nothing.
    private static FileStream Hold(string path)
    {
        while (true)
        {
            var held = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
            if (File.Exists(path))
                return held;
            held.Dispose();
        }
    }
}
