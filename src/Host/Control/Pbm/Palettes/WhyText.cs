using Supervision.Actors.Engines;
using Supervision.Actors.Journal;
using Supervision.Pbm;

namespace Supervision.Control.Pbm;

/// <summary><c>engine why</c> for people.</summary>
internal static class WhyText
{
    public static IEnumerable<string> Lines(EngineReport report, IReadOnlyList<EngineAttempt> attempts, IReadOnlyList<string> events, DateTimeOffset now)
    {
        EngineStatus status = report.Status;
        yield return $"{status.Name} (group {status.Group}): {EngineFields.State(status.State)} for {HumanText.Duration(now - status.Since)}, since {EngineFields.Time(status.Since)}";
        yield return $"  wanted {Words.Of(status.Desired)}, {Words.Of(status.Readiness)}{(status.Pid is { } pid ? $", pid {pid}" : "")}, attempt {status.Attempt}";
        if (status.StatusText is { } own)
            yield return $"  it says: {own}";
        if (status.WaitingFor is { } waiting)
            yield return $"  its start waits for {waiting}";
        if (status.LastFailure is { } failure)
            yield return $"  last failure: {Words.Of(failure.Kind)}: {failure.Message}{(failure.ReadyFor is { } ready ? $" (it had been ready for {HumanText.Duration(ready)})" : "")}";
        if (report.BackoffLeft is { } left && report.NextRetry is { } next)
            yield return $"  next attempt in {HumanText.Duration(left)}, at {EngineFields.Time(next)}";
        else if (report.NextRetry is { } retry)
            yield return $"  given up on; tried again at {EngineFields.Time(retry)}";
        string same = report.SameFailures > 1 ? $", {report.SameFailures} in a row alike" : "";
        yield return $"  failures since it was last stably ready: {report.Failures}{same}";
        yield return report.RestartsAllowed is { } allowed
            ? $"  restarts within the last {HumanText.Duration(report.Within)}: {report.RestartsUsed} of {allowed} allowed"
            : $"  restarts within the last {HumanText.Duration(report.Within)}: {report.RestartsUsed}, no limit";

        foreach (EngineAttempt attempt in attempts)
        {
            yield return "";
            foreach (string line in Of(attempt, now))
                yield return line;
        }
        if (events.Count == 0)
            yield break;
        yield return "";
        yield return "events";
        foreach (string json in events)
            yield return "  " + JournalText.Line(json);
    }

    private static IEnumerable<string> Of(EngineAttempt attempt, DateTimeOffset now)
    {
        yield return $"attempt {attempt.Attempt}{(attempt.Pid is { } pid ? $", pid {pid}" : "")}{(attempt.Backoff > TimeSpan.Zero ? $", after a backoff of {HumanText.Duration(attempt.Backoff)}" : "")}";
        yield return $"  command:  {string.Join(' ', attempt.Command.Select(CommandWords.Quote))}";
        yield return $"  started:  {EngineFields.Time(attempt.Started)}";
        yield return attempt.Ready is { } ready
            ? $"  ready:    {EngineFields.Time(ready)}, after {HumanText.Duration(ready - attempt.Started)}"
            : "  ready:    never";
        yield return attempt.Ended is { } ended
            ? $"  ended:    {EngineFields.Time(ended)}, after {HumanText.Duration(ended - attempt.Started)}"
            : $"  ended:    no; it has been running for {HumanText.Duration(now - attempt.Started)}";
        if (attempt.Exit is { } exit)
            yield return $"  exit:     {exit}";
        if (attempt.Failure is { } failure)
            yield return $"  failure:  {Words.Of(failure.Kind)}: {failure.Message}";
        else if (attempt.Reason.Length > 0)
            yield return $"  reason:   {attempt.Reason}";
        foreach (var (kind, result) in attempt.Probes.OrderBy(probe => probe.Key))
            yield return $"  {Words.Of(kind)} probe: {(result.Success ? "ok" : "failed")}{(result.Detail.Length > 0 ? $", {result.Detail}" : "")}";
        if (attempt.LastOutput.Count == 0)
            yield break;
        yield return "  last output:";
        foreach (string line in attempt.LastOutput)
            yield return "    | " + line;
    }
}
