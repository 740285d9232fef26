namespace Supervision.Pbm.Protocol;

/// <summary>The numbers of the protocol (docs/reference/pbm-protocol.md).</summary>
internal static class PbmProtocol
{
    /// <summary>The newest version that this code speaks.</summary>
    public const int Version = 1;

    /// <summary>The port that clients ask where none is named.</summary>
    public const int DefaultPort = 9110;

    /// <summary>Bytes of a frame's length.</summary>
    public const int HeaderLength = 4;

    /// <summary>Most bytes of a frame from a client that has not said hello.</summary>
    public const int LongestHello = 4 * 1024;

    /// <summary>Most bytes of a frame from a client.</summary>
    public const int LongestRequest = 64 * 1024;

    /// <summary>Most bytes of a frame from a server.</summary>
    public const int LongestAnswer = 1024 * 1024;

    /// <summary>Deepest nesting of a frame's JSON.</summary>
    public const int Depth = 16;

    /// <summary>Most words of a command.</summary>
    public const int MostWords = 256;

    /// <summary>Longest line of an answer; a server cuts longer ones.</summary>
    public const int LongestLine = 64 * 1024;

    /// <summary>Bytes of random that a server greets with.</summary>
    public const int NonceLength = 32;

    /// <summary>After so long without a frame from the client a server closes the connection; a client pings three times as often.</summary>
    public static TimeSpan Silence { get; } = TimeSpan.FromSeconds(60);
}
