using System.Net.Sockets;

namespace Supervision.Control;

/// <summary>Why an address cannot be listened at, with what helps.</summary>
internal static class ListenProblem
{
    /// <param name="what">The setting and the address.</param>
    /// <param name="error">What the system says.</param>
    public static IOException Of(string what, SocketException error) => new(
        $"{what}: {error.Message}" + error.SocketErrorCode switch
        {
            SocketError.AddressAlreadyInUse => "; somebody listens there: end him, or choose another port",
            SocketError.AddressNotAvailable => "; this machine does not have that address",
            SocketError.AccessDenied => "; a port below 1024 needs root or CAP_NET_BIND_SERVICE",
            SocketError.TooManyOpenSockets => "; raise the limit of open files (ulimit -n)",
            SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "; no address is known for that name: write the address itself",
            _ => "",
        },
        error);
}
