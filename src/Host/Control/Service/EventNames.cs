using System.IO.Enumeration;
using Supervision.Pbm;

namespace Supervision.Control;

/// <summary>The names that events in the journal have; a test compares them with the events that there are.</summary>
internal static class EventNames
{
    private const string Known =
        "budget-exhausted,command-given,configuration-reloaded,engine-backoff,engine-child-exited,engine-exited,engine-fatal,"
        + "engine-log-failed,engine-log-recovered,engine-not-ready,engine-output-dropped,engine-ready,engine-running,engine-scaled,"
        + "engine-starting,engine-status-reported,engine-stopped,engine-stopping,engine-unknown,engine-waiting,events-dropped,events-missing,"
        + "evidence-written,failure-classified,failure-policy-applied,files-removed,gate-failed,gate-passed,gate-waiting,group-added,"
        + "group-down,group-removed,group-restarting,handover-refused,handover-started,heartbeat-missed,heartbeat-received,hook-completed,"
        + "journal-failed,journal-opened,journal-recovered,liveness-suppressed,memory-exceeded,memory-sampled,probe-completed,"
        + "progress-sampled,reload-refused,rolling-restart-ended,rolling-restart-started,stranger-reaped,tree-started,tree-stopped,"
        + "tree-stopping,tree-taken-over";

    public static string[] All => Known.Split(',');

    /// <summary>What is wrong with names that are wanted; null where each of them fits an event.</summary>
    /// <param name="wanted">With <c>*</c> and <c>?</c>.</param>
    public static string? ProblemOf(IReadOnlyList<string> wanted)
    {
        if (wanted.Count == 0)
        {
            return null;
        }

        var all = All;
        return wanted.FirstOrDefault(name => !all.Any(one => FileSystemName.MatchesSimpleExpression(name, one, ignoreCase: false))) is { } wrong
            ? $"there is no event '{wrong}'" + (CommandReader.Near(wrong, all) is { Length: > 0 } near ? near : $"; known are: {string.Join(", ", all)}")
            : null;
    }
}
