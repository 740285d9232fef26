namespace Supervision.Util;

/// <summary>What the program runs on.</summary>
public static class RuntimeDetector
{
    /// <summary>Whether it runs on Mono. This kernel needs .NET, so it never does.</summary>
    public static readonly bool IsMono;

    /// <summary>Whether it runs on Windows.</summary>
    public static readonly bool IsWindows = OperatingSystem.IsWindows();
}
