using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Supervision.Control.Pbm;

/// <summary>Who is at the other end of a unix socket, as the kernel knows it.</summary>
internal static class PeerIdentity
{
    private const int SolSocket = 1;
    private const int PeerCredentials = 17;

    /// <summary>Process and user id; null where the kernel does not tell.</summary>
    public static (int Pid, int User)? Of(Socket socket)
    {
        Span<int> credentials = stackalloc int[3];
        try
        {
            return socket.GetRawSocketOption(SolSocket, PeerCredentials, MemoryMarshal.AsBytes(credentials)) == 12 ? (credentials[0], credentials[1]) : null;
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
