namespace Supervision.Event;

/// <summary>Writes whole lines on standard output from many threads.</summary>
internal static class StandardOutput
{
    private static readonly Lock Gate = new();

    public static void WriteLine(string line, ConsoleColor? colour)
    {
        lock (Gate)
        {
            try
            {
                if (colour is { } chosen && !Console.IsOutputRedirected)
                {
                    Console.ForegroundColor = chosen;
                    Console.Out.WriteLine(line);
                    Console.ResetColor();
                    return;
                }

                Console.Out.WriteLine(line);
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // Whoever read standard output has gone. A logger that fails for that would take what it logs about down with it.
            }
        }
    }
}
