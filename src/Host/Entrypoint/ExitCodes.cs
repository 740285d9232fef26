namespace Supervision.Entrypoint;

/// <summary>What the executable exits with; 1 and an engine's own code come from the tree's outcome.</summary>
internal static class ExitCodes
{
    /// <summary>Stopped as asked.</summary>
    public const int Stopped = 0;

    /// <summary>An engine, and with it the tree, was given up on.</summary>
    public const int GaveUp = 1;

    /// <summary>The command line or the configuration is wrong; nothing was started.</summary>
    public const int Usage = 2;

    /// <summary>The supervising code itself failed.</summary>
    public const int InternalError = 70;
}
