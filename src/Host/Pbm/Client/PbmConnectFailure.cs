namespace Supervision.Pbm;

/// <summary>Why a client is not connected.</summary>
public enum PbmConnectFailure
{
    /// <summary>Nobody answers at the address, or the server has no room.</summary>
    Unreachable,

    /// <summary>A token is missing or wrong, or the socket's owner is another user.</summary>
    Unauthorised,

    /// <summary>What answers speaks another protocol, or another version of it.</summary>
    Protocol,
}
