namespace Supervision.Pbm.Cli;

/// <summary>What <c>pbm</c> exits with; a command may end with other codes of its own.</summary>
internal static class PbmExitCodes
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The command failed.</summary>
    public const int Failed = 1;

    /// <summary>The command line, or the command, is not understood.</summary>
    public const int Usage = 2;

    /// <summary>Nobody answers.</summary>
    public const int Unreachable = 3;

    /// <summary>Not let in.</summary>
    public const int Unauthorised = 4;

    /// <summary>What answers speaks another protocol.</summary>
    public const int Protocol = 5;

    /// <summary>The connection ended before the command did.</summary>
    public const int Lost = 6;

    /// <summary>What was asked for could not be written, as on a full disk.</summary>
    public const int Unwritten = 7;

    /// <summary>Cancelled by SIGINT.</summary>
    public const int Interrupted = 130;

    public static int Of(PbmConnectFailure failure) => failure switch
    {
        PbmConnectFailure.Unauthorised => Unauthorised,
        PbmConnectFailure.Protocol => Protocol,
        _ => Unreachable,
    };

    /// <summary>The worse of two: anything is worse than done; of two failures the later one's code is as good as the other's.</summary>
    public static int Worst(int a, int b) => Math.Max(a, b);
}
