using Supervision.Actors.Engines;
using Supervision.Actors.Settings;

namespace Supervision.Actors;

/// <summary>How a supervision tree ended.</summary>
/// <param name="Kind">Class of end.</param>
/// <param name="Summary">One line for people; for a tree that gave up it names the engine, how often it was restarted, the last reason and output.</param>
/// <param name="Failure">The failure that could not be dealt with; null where the tree was stopped as asked.</param>
/// <param name="Survivors">Processes that KILL did not end, as <c>pid (name) state</c>; normally empty.</param>
public sealed record TreeOutcome(TreeOutcomeKind Kind, string Summary, EngineFailure? Failure, IReadOnlyList<string> Survivors)
{
    /// <summary>What the policy of the failure's class says to exit with (<c>failures.policy.KIND.exit-code</c>); null where it says nothing.</summary>
    public int? PolicyExitCode { get; init; }

    /// <summary>
    /// The process exit code: 0 stopped as asked, 1 where processes survived that; given up: <see cref="PolicyExitCode"/>, or else 1 (or the engine's own, by
    /// <paramref name="policy"/>); 70 internal error.
    /// </summary>
    /// <param name="policy">The value of <c>supervision.exit-code</c>.</param>
    public int ExitCode(ExitCodePolicy policy) => Kind switch
    {
        // Something still runs that was to be gone, and holds its memory and ports: that is no success.
        TreeOutcomeKind.Stopped => Survivors.Count == 0 ? 0 : 1,
        TreeOutcomeKind.GaveUp when PolicyExitCode is { } code => code,
        TreeOutcomeKind.GaveUp when policy == ExitCodePolicy.Engine && Failure?.Exit is { ShellCode: not 0 } exit => exit.ShellCode,
        TreeOutcomeKind.GaveUp => 1,
        _ => 70,
    };
}
