using System.Globalization;

namespace Supervision.Actors.Gates;

/// <summary>Names processes that stand in the way.</summary>
internal static class Holders
{
    /// <summary><c>pid 201 (python3)</c>.</summary>
    public static string Describe(int pid)
    {
        try
        {
            return string.Create(CultureInfo.InvariantCulture, $"pid {pid} ({File.ReadAllText($"/proc/{pid}/comm").Trim()})");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return string.Create(CultureInfo.InvariantCulture, $"pid {pid}");
        }
    }
}
