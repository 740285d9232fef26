using System.Globalization;

namespace Supervision.Hosting;

/// <summary>One engine instance in the data of a health check.</summary>
/// <param name="State">As supervisord names it, for example <c>RUNNING</c>.</param>
/// <param name="Ready">Whether it serves.</param>
/// <param name="HeartbeatAge">Age of the last evidence of life; null where there is none.</param>
/// <param name="Restarts">How often it was started again.</param>
/// <param name="LastFailure">The last failure; null where there was none.</param>
public sealed record EngineHealth(string State, bool Ready, TimeSpan? HeartbeatAge, int Restarts, string? LastFailure)
{
    /// <summary>One line, for writers that show data as text.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{State}, {(Ready ? "ready" : "not ready")}, heartbeat {(HeartbeatAge is { } age ? $"{age.TotalSeconds:0.#} s ago" : "none")}, restarts {Restarts}")
        + (LastFailure is null ? "" : $", last failure: {LastFailure}");
}
