using Supervision.Actors.Engines;

namespace Supervision.Actors.Gates;

/// <summary>What a gate says.</summary>
/// <param name="Verdict">Open, shut for now, or shut for good.</param>
/// <param name="Kind">Class of the failure that a shut gate leads to.</param>
/// <param name="Why">One phrase: what is in the way, or why it is open.</param>
internal readonly record struct GateResult(GateVerdict Verdict, FailureKind Kind, string Why)
{
    public static GateResult Open(string why = "") => new(GateVerdict.Open, default, why);

    public static GateResult Wait(FailureKind kind, string why) => new(GateVerdict.Wait, kind, why);

    public static GateResult Fail(FailureKind kind, string why) => new(GateVerdict.Fail, kind, why);
}
