namespace Supervision.Actors.Logs;

/// <summary>The end of a log, for a reader that comes back for more.</summary>
/// <param name="Bytes">The bytes.</param>
/// <param name="Offset">Size of the log: where to go on.</param>
/// <param name="Overflow">Whether more had been written since the given offset than the given length holds.</param>
public sealed record LogTailPart(ReadOnlyMemory<byte> Bytes, long Offset, bool Overflow);
