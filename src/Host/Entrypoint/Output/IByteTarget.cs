namespace Supervision.Entrypoint.Output;

/// <summary>Where bytes go; may block.</summary>
internal interface IByteTarget
{
    /// <summary>Writes all of it, waiting as long as the other side takes.</summary>
    /// <returns>Bytes that were written; fewer than given where the other side is gone or refuses.</returns>
    int Write(ReadOnlySpan<byte> bytes);
}
