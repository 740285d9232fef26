namespace Supervision.Posix;

/// <summary>Memory with shared pages told apart, summed over processes.</summary>
/// <param name="PssBytes">Proportional: each shared page is divided among those who share it.</param>
/// <param name="UssBytes">Unique: what would come free if these processes ended.</param>
/// <param name="SwapBytes">Proportional share of the swap.</param>
/// <param name="Processes">How many were measured.</param>
/// <param name="Unreadable">How many may not be looked at (another user's); they are missing from the sums.</param>
public readonly record struct SharedMemoryUsage(long PssBytes, long UssBytes, long SwapBytes, int Processes, int Unreadable);
