namespace Supervision.Entrypoint.Output;

/// <summary>Where bytes go; may block.</summary>
internal interface IByteTarget
{
    /// <summary>Writes all of it, waiting as long as the other side takes.</summary>
    /// <returns>Bytes that were written; fewer than given where the other side is gone or refuses.</returns>
    int Write(ReadOnlySpan<byte> bytes);

    /// <summary>The errno of the last write that was not whole; 0 where there was none.</summary>
    int LastError { get; }
}
