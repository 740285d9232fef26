namespace Supervision.Pbm;

/// <summary>A client was not let in, or nobody answered.</summary>
public sealed class PbmConnectException : IOException
{
    internal PbmConnectException(PbmConnectFailure kind, string message, Exception? inner = null)
        : base(message, inner) => Kind = kind;

    /// <summary>What it is about.</summary>
    public PbmConnectFailure Kind { get; }
}
