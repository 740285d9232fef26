namespace TinyEngine;

/// <summary>What the process says when it ends by itself.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;
    public const int Failure = 1;
    public const int Usage = 2;

    /// <summary>A second SIGTERM or SIGINT cut the drain short: 128 plus this signal, as shells count.</summary>
    public const int SignalBase = 128;
}
