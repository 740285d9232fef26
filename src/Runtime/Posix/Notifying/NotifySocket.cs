// Overview
// The supervisor's end of sd_notify(3): a datagram socket in the abstract namespace, so there is no file to remove and none whose owner
// must fit the engine's user. Anybody in the network namespace can write to it, so the kernel is asked to name each sender
// (SO_PASSCRED) and the caller decides by its pid. A sender that waits for its barrier lives until its datagram is taken: a message is
// therefore looked at first, and taken only after the caller has decided.
using System.Net.Sockets;
using System.Text;

namespace Supervision.Posix;

/// <summary>Receives the notifications of one process tree. For one <see cref="RunAsync"/> at a time.</summary>
public sealed class NotifySocket : IDisposable
{
    // More than any honest notification has.
    private const int LongestMessage = 16 * 1024;

    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[LongestMessage];

    // Held while a message is taken, and while none may be.
    private readonly SemaphoreSlim _turn = new(1);

    private NotifySocket(Socket socket, string name)
    {
        _socket = socket;
        Address = "@" + name;
    }

    /// <summary>What the child finds in <c>NOTIFY_SOCKET</c>; begins with '@', as abstract addresses are written there.</summary>
    public string Address { get; }

    /// <summary>Opens a socket.</summary>
    /// <param name="name">Its abstract address: unique, at most 100 bytes.</param>
    /// <exception cref="SocketException">The address is taken, or there are no descriptors left.</exception>
    public static NotifySocket Open(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        try
        {
            socket.SetRawSocketOption(Interop.SOL_SOCKET, Interop.SO_PASSCRED, BitConverter.GetBytes(1));
            socket.Bind(new UnixDomainSocketEndPoint("\0" + name));
            return new NotifySocket(socket, name);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Goes on with a socket of an earlier image of this program.</summary>
    /// <param name="descriptor">Its descriptor.</param>
    /// <param name="address">Its <see cref="Address"/>.</param>
    /// <exception cref="SocketException">It is no such socket.</exception>
    public static NotifySocket Adopt(int descriptor, string address)
    {
        ArgumentException.ThrowIfNullOrEmpty(address);
        return new NotifySocket(new Socket(new SafeSocketHandle(descriptor, ownsHandle: true)), address[1..]);
    }

    /// <summary>The descriptor.</summary>
    public int Descriptor => (int)_socket.SafeHandle.DangerousGetHandle();

    /// <summary>From now on messages stay in the socket, until <see cref="Resume"/>.</summary>
    /// <param name="bound">How long the one that is just being taken is waited for.</param>
    /// <returns>False where that took too long; then messages are taken on.</returns>
    public bool TryPause(TimeSpan bound) => _turn.Wait(bound);

    /// <summary>Ends a pause.</summary>
    public void Resume() => _turn.Release();

    /// <summary>Receives until it is cancelled or the socket is disposed; never throws for either.</summary>
    /// <param name="accept">Whether messages of this pid count.</param>
    /// <param name="onMessage">Gets each message that does: lines of <c>NAME=value</c>.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task RunAsync(Func<int, ValueTask<bool>> accept, Action<string> onMessage, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(accept);
        ArgumentNullException.ThrowIfNull(onMessage);
        var peek = new byte[1];
        try
        {
            while (true)
            {
                _ = await _socket.ReceiveAsync(peek, SocketFlags.Peek, cancellation).ConfigureAwait(false);
                await _turn.WaitAsync(cancellation).ConfigureAwait(false);
                try
                {
                    if (!Receive(Interop.MSG_PEEK, out var pid, out _))
                        continue;
                    // A sender outside our pid namespace has none, and is nobody's.
                    var counts = pid > 0 && await accept(pid).ConfigureAwait(false);
                    if (Receive(0, out var taken, out var length) && counts && taken == pid)
                        onMessage(Encoding.UTF8.GetString(_buffer, 0, length));
                }
                finally
                {
                    _turn.Release();
                }
            }
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // Closed; what a dead engine still wanted to say is of no use.
        }
    }

    /// <summary>Closes the socket.</summary>
    public void Dispose()
    {
        _socket.Dispose();
        _turn.Dispose();
    }

    // False where there is no message; the pid is 0 where the kernel names no sender.
    private unsafe bool Receive(int flags, out int pid, out int length)
    {
        pid = 0;
        length = 0;
        var added = false;
        try
        {
            _socket.SafeHandle.DangerousAddRef(ref added);
            fixed (byte* buffer = _buffer)
            {
                var vector = new Interop.IoVector { Base = buffer, Length = LongestMessage };
                var credentials = default(Interop.CredentialsMessage);
                var message = new Interop.MessageHeader
                {
                    Vectors = &vector,
                    VectorCount = 1,
                    Control = &credentials,
                    ControlLength = (nuint)sizeof(Interop.CredentialsMessage),
                };
                nint count;
                do
                {
                    count = Interop.Recvmsg(
                        (int)_socket.SafeHandle.DangerousGetHandle(), &message, flags | Interop.MSG_DONTWAIT | Interop.MSG_CMSG_CLOEXEC);
                }
                while (count < 0 && Interop.LastError == Interop.EINTR);
                if (count < 0)
                    return false;
                pid = credentials is { Level: Interop.SOL_SOCKET, Type: Interop.SCM_CREDENTIALS } ? credentials.Pid : 0;
                length = (int)count;
                return true;
            }
        }
        finally
        {
            if (added)
                _socket.SafeHandle.DangerousRelease();
        }
    }
}
