using System.Globalization;
using System.Runtime.InteropServices;

namespace Supervision.Posix;

/// <summary>
/// The helper that sets what posix_spawn cannot (user, groups, limits, nice, …). It is the host program itself, executed once more in the
/// new process, where it sets these things on itself and then executes the engine's program in its own place: one process, one pid.
/// </summary>
public static unsafe class SpawnShim
{
    /// <summary>The environment variable that names the helper's program where <see cref="ProcessHostOptions.SpawnShim"/> does not.</summary>
    public const string PathVariable = "SUPERVISION_SPAWN_SHIM";

    /// <summary>The first argument that asks for the helper's work.</summary>
    internal const string Verb = "--spawn-shim";

    private static bool _asked;

    /// <summary>
    /// Does the helper's work when the arguments ask for it, and then never returns. A program that starts processes with the options that
    /// need the helper calls this first thing in Main; others name a program that does (<see cref="ProcessHostOptions.SpawnShim"/>).
    /// </summary>
    /// <param name="arguments">Main's.</param>
    /// <returns>False: this is an ordinary start.</returns>
    public static bool TryRun(ReadOnlySpan<string> arguments)
    {
        _asked = true;
        if (arguments.Length != 3 || arguments[0] != Verb
            || !int.TryParse(arguments[1], NumberStyles.None, CultureInfo.InvariantCulture, out var specification)
            || !int.TryParse(arguments[2], NumberStyles.None, CultureInfo.InvariantCulture, out var report))
        {
            return false;
        }

        ShimRun.Run(specification, report);
        return true;
    }

    /// <summary>Program and leading arguments of the helper; null when there is none.</summary>
    internal static IReadOnlyList<string>? Command(ProcessHostOptions options)
    {
        if (options.SpawnShim is { Count: > 0 } given)
            return given;
        if (Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } path)
            return [path];
        if (!_asked || Environment.ProcessPath is not { } own)
            return null;
        // `dotnet PROGRAM.dll`: the library is the program.
        return Path.GetFileNameWithoutExtension(own) == "dotnet" && Environment.GetCommandLineArgs()[0] is { } library && library.EndsWith(".dll", StringComparison.Ordinal)
            ? [own, "exec", Path.GetFullPath(library)]
            : [own];
    }

    /// <summary>The helper's own environment: ours, with what makes a runtime start quickly and quietly. The engine's is in the specification.</summary>
    internal static List<string> EnvironmentFor(string? mark)
    {
        var list = new List<string>();
        if (mark is not null)
            list.Add($"{SpawnRequest.MarkVariable}={mark}");
        foreach (System.Collections.DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            var name = (string)entry.Key;
            if (name == SpawnRequest.MarkVariable || (IsRuntime(name) && !name.StartsWith("DOTNET_ROOT", StringComparison.Ordinal) && name != "DOTNET_BUNDLE_EXTRACT_BASE_DIR"))
                continue;
            list.Add($"{name}={entry.Value}");
        }

        list.Add("DOTNET_EnableDiagnostics=0");
        list.Add("DOTNET_gcServer=0");
        list.Add("DOTNET_gcConcurrent=0");
        list.Add("DOTNET_TieredPGO=0");
        // A small heap reserves little address space, whatever limits this process lives under.
        list.Add("DOTNET_GCHeapHardLimit=0x4000000");
        return list;
    }

    private static bool IsRuntime(string name) =>
        name.StartsWith("DOTNET_", StringComparison.Ordinal) || name.StartsWith("COMPlus_", StringComparison.Ordinal)
        || name.StartsWith("CORECLR_", StringComparison.Ordinal);
}
