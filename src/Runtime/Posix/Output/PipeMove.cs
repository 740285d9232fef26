namespace Supervision.Posix;

/// <summary>What became of bytes that were moved from a pipe to a file.</summary>
/// <param name="Taken">Bytes that left the pipe.</param>
/// <param name="Lost">How many of them the file did not take; they are gone.</param>
/// <param name="Problem">Why it did not, as the system words it; null where nothing was lost.</param>
public readonly record struct PipeMove(int Taken, int Lost, string? Problem);
