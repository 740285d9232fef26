using System.Collections.Immutable;

namespace Supervision.Actors.Reload;

/// <summary>One group whose settings changed; no engine restarts for it.</summary>
/// <param name="Group">Its name.</param>
/// <param name="Keys">What changed, as it is called below <c>supervision.groups.NAME</c>.</param>
public sealed record GroupChange(string Group, ImmutableArray<string> Keys)
{
    /// <summary>Name and keys, as <c>serving (intensity, period)</c>.</summary>
    public override string ToString() => $"{Group} ({string.Join(", ", Keys)})";
}
