// Overview
// The runtime reads a single file in parts: it maps each assembly when that is first needed, from the file of that name. An upgrade puts
// another file there while this program runs, and what was mapped then would be of the wrong one: other offsets, garbage, or no page at
// all. So a daemon maps everything that its file carries soon after its start. Compiled ahead of time there is nothing to do.
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Supervision.Entrypoint.Daemon;

/// <summary>What this program's file carries.</summary>
internal static class OwnAssemblies
{
    /// <summary>The first engines come first.</summary>
    private static readonly TimeSpan AfterTheStart = TimeSpan.FromSeconds(1);

    /// <summary>Maps all of it, a moment from now. Never faults.</summary>
    public static async Task LoadSoonAsync(TimeProvider time)
    {
        if (!RuntimeFeature.IsDynamicCodeSupported)
            return;
        await Task.Delay(AfterTheStart, time);
        Load();
    }

    /// <summary>Maps all of it.</summary>
    /// <returns>How many assemblies there are.</returns>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "What the trimmer took away is not in the file.")]
    public static int Load()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var loaded = new Queue<Assembly>([typeof(OwnAssemblies).Assembly]);
        int count = 0;
        while (loaded.TryDequeue(out Assembly? assembly))
        {
            count++;
            foreach (AssemblyName name in assembly.GetReferencedAssemblies())
            {
                if (seen.Add(name.FullName) && TryLoad(name) is { } next)
                    loaded.Enqueue(next);
            }
        }

        return count;
    }

    private static Assembly? TryLoad(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (Exception error) when (error is IOException or BadImageFormatException)
        {
            // Trimmed away: nothing needs it.
            return null;
        }
    }
}
