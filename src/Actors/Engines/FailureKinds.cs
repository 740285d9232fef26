using System.Collections.Immutable;
using System.Text;

namespace Supervision.Actors.Engines;

/// <summary>The names of failure kinds, as in the configuration and in logs: <c>out-of-memory</c>, <c>gpu-lost</c>, …</summary>
public static class FailureKinds
{
    private static readonly ImmutableArray<(FailureKind Kind, string Name)> _all =
        [.. Enum.GetValues<FailureKind>().Select(kind => (kind, Kebab(kind.ToString())))];

    /// <summary>Every name, in the order of <see cref="FailureKind"/>.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. _all.Select(one => one.Name)];

    /// <summary>The name of a kind.</summary>
    /// <param name="kind">The kind.</param>
    public static string NameOf(FailureKind kind) => _all.FirstOrDefault(one => one.Kind == kind).Name ?? "internal";

    /// <summary>Finds a kind by its name.</summary>
    /// <param name="name">For example <c>port-busy</c>.</param>
    /// <param name="kind">The kind.</param>
    public static bool TryParse(string name, out FailureKind kind)
    {
        foreach (var (one, word) in _all)
        {
            if (word == name)
            {
                kind = one;
                return true;
            }
        }

        kind = default;
        return false;
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
