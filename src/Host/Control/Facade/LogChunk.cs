namespace Supervision.Control;

/// <summary>Output of an engine as it comes.</summary>
/// <param name="Bytes">As they were written, cut anywhere.</param>
/// <param name="Lost">Bytes that were lost at this place because the reader was too slow.</param>
public readonly record struct LogChunk(ReadOnlyMemory<byte> Bytes, long Lost);
