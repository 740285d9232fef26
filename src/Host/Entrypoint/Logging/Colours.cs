namespace Supervision.Entrypoint.Logging;

/// <summary>Whether standard output shows colours (no-color.org).</summary>
internal static class Colours
{
    public static bool Wanted =>
        !System.Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") != "dumb";
}
