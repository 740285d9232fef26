using Supervision.Actors.Logs;

namespace Supervision.Control;

/// <summary>A piece of a log.</summary>
/// <param name="Result">Whether it could be read.</param>
/// <param name="Bytes">The bytes; empty unless it was.</param>
/// <param name="Offset">Where to go on in the file; 0 where there is none.</param>
/// <param name="Overflow">Whether more had been written since the offset that was asked for than fits: bytes in between are left out.</param>
public sealed record LogPart(LogReadResult Result, ReadOnlyMemory<byte> Bytes, long Offset = 0, bool Overflow = false);
