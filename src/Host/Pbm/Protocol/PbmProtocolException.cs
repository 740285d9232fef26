namespace Supervision.Pbm.Protocol;

/// <summary>The other side broke the protocol.</summary>
/// <param name="message">How.</param>
internal sealed class PbmProtocolException(string message) : IOException(message);
