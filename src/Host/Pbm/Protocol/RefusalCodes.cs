namespace Supervision.Pbm.Protocol;

/// <summary>Why a server ends a connection.</summary>
internal static class RefusalCodes
{
    /// <summary>A token is needed, or the one that was proved is another.</summary>
    public const string Unauthorised = "unauthorised";

    /// <summary>No version is common.</summary>
    public const string Version = "version";

    /// <summary>Too many connections.</summary>
    public const string Busy = "busy";

    /// <summary>The client broke the protocol.</summary>
    public const string Protocol = "protocol";

    /// <summary>The client did not read its answers, or said nothing for too long.</summary>
    public const string Slow = "slow";

    /// <summary>The server ends.</summary>
    public const string Stopping = "stopping";
}
