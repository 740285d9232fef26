using System.Text;
using Supervision.Posix;

namespace Supervision.Entrypoint.CommandLine;

// Overview
// The executable answers to several names. Which one it was called by is in its first argument, which the runtime replaces; the kernel
// keeps it in /proc. Where there is no /proc, the path that was executed is asked for, which for a link is the link's.

/// <summary>The other names of the executable; as first word they are commands.</summary>
internal static class MultiCall
{
    public const string StandardSupervisor = "standard-supervisor";
    public const string SupervisorEntrypoint = "supervisor-entrypoint";
    public const string ExtractEntrypoint = "extract-supervisor-entrypoint";
    public const string GenerateConfig = "generate-supervisor-config";
    public const string Pbm = "pbm";

    /// <summary>Every name.</summary>
    public static IReadOnlyList<string> Names { get; } = [StandardSupervisor, SupervisorEntrypoint, ExtractEntrypoint, GenerateConfig, Pbm];

    /// <summary>The name that this process was called by, or the one in its first word, and what follows.</summary>
    /// <param name="calledAs">Paths that it may have been called by.</param>
    /// <param name="args">The arguments.</param>
    public static (string Name, string[] Arguments)? Find(IEnumerable<string> calledAs, IReadOnlyList<string> args)
    {
        foreach (string path in calledAs)
        {
            string name = path[(path.LastIndexOf('/') + 1)..];
            if (name.EndsWith(".sh", StringComparison.Ordinal))
                name = name[..^3];
            if (Names.Contains(name))
                return (name, [.. args]);
        }
        return args is [var first, ..] && Names.Contains(first) ? (first, [.. args.Skip(1)]) : null;
    }

    /// <summary>What this process was called by, the best answer first.</summary>
    public static IEnumerable<string> CalledAs()
    {
        if (Started is [{ Length: > 0 } first, ..])
            yield return first;
        if (ExecutedFile.Path is { } path)
            yield return path;
    }

    /// <summary>All that this process was started with, the runtime's own arguments included; null without <c>/proc</c>.</summary>
    public static string[]? Started { get; } = ReadStarted();

    private static string[]? ReadStarted()
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes("/proc/self/cmdline")).Split('\0')[..^1];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
