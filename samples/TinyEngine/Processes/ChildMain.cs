using System.Globalization;
using System.Runtime.InteropServices;

namespace TinyEngine.Processes;

/// <summary>What a child of the engine does. Descriptor 3, where inherited, is only kept open.</summary>
internal static class ChildMain
{
    public const string Flag = "--child";

    private static readonly TimeSpan OrphanLife = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ParentLook = TimeSpan.FromSeconds(1);

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
            case [Flag, "worker", _]:
                WaitForOrphanhood();
                return ExitCodes.Ok;
            default:
                Console.Error.WriteLine($"tiny-engine: {Flag}: for internal use");
                return ExitCodes.Usage;
        }
    }

    // A stop signal to the whole group must not break the engine's drain: a worker ends when the engine kills it.
    // One whose engine is gone stays, as real ones do, but not for ever.
    private static void WaitForOrphanhood()
    {
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => context.Cancel = true);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        int parent = Native.GetParent();
        using var never = new ManualResetEventSlim();
        while (Native.GetParent() == parent)
            never.Wait(ParentLook);
        never.Wait(OrphanLife);
    }
}
