using System.Text;

namespace Supervision.Actors.Engines;

/// <summary>The names of failure kinds, as in the configuration and in logs: <c>out-of-memory</c>, <c>gpu-lost</c>, …</summary>
public static class FailureKinds
{
    // Written out: to ask an enumeration for the names of its values takes milliseconds of a start.
    private static readonly string[] _names =
    [
        "exited", "signalled", "spawn-failed", "startup-timeout", "unhealthy", "hung", "memory-exceeded", "critical-child", "out-of-memory",
        "port-busy", "gpu-lost", "driver-mismatch", "cuda-poisoned", "cuda-out-of-memory", "gpu-busy", "gate-failed", "hook-failed", "dependency",
        "internal",
    ];

    /// <summary>Every name, in the order of <see cref="FailureKind"/>.</summary>
    public static IReadOnlyList<string> Names => _names;

    /// <summary>The name of a kind.</summary>
    /// <param name="kind">The kind.</param>
    public static string NameOf(FailureKind kind) => (uint)kind < (uint)_names.Length ? _names[(int)kind] : "internal";

    /// <summary>Finds a kind by its name.</summary>
    /// <param name="name">For example <c>port-busy</c>.</param>
    /// <param name="kind">The kind.</param>
    public static bool TryParse(string name, out FailureKind kind)
    {
        var index = Array.IndexOf(_names, name);
        kind = (FailureKind)Math.Max(index, 0);
        return index >= 0;
    }

    /// <summary><c>EngineExited</c> becomes <c>engine-exited</c>.</summary>
    internal static string Kebab(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterUpper(c) && text.Length > 0)
            {
                text.Append('-');
            }

            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
