using Supervision.Actors.Engines;

namespace Supervision.Actors.Failures;

/// <summary>A line of output that told what failed.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Pattern">The pattern's name.</param>
/// <param name="Line">The line, cut.</param>
internal sealed record PatternHit(FailureKind Kind, string Pattern, string Line)
{
    public override string ToString() => $"{FailureKinds.NameOf(Kind)} ({Pattern}): {Line}";
}
