using System.Globalization;

namespace TinyEngine.Processes;

/// <summary>What a child of the engine does. Descriptor 3, where inherited, is only kept open.</summary>
internal static class ChildMain
{
    public const string Flag = "--child";

    public static int Run(string[] args)
    {
        switch (args)
        {
            case [Flag, "exit"]:
                return ExitCodes.Ok;
            case [Flag, "linger", string life] when double.TryParse(life, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds):
                using (var never = new ManualResetEventSlim())
                    never.Wait(TimeSpan.FromSeconds(seconds));
                return ExitCodes.Ok;
            default:
                Console.Error.WriteLine($"tiny-engine: {Flag}: for internal use");
                return ExitCodes.Usage;
        }
    }
}
