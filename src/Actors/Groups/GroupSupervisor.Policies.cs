// What the class of a failure leads to, before backoff, budget and intensity have their say.
using System.Globalization;
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Groups;

internal sealed partial class GroupSupervisor
{
    /// <summary>Whether the policy has settled the failure: no further attempt.</summary>
    private bool IsSettledByPolicy(EngineEntry entry, int attempt, EngineFailure failure)
    {
        var policy = entry.Settings.Failures.PolicyOf(failure.Kind);
        switch (policy.Action)
        {
            case FailureAction.Exit:
                TellPolicy(entry, attempt, failure, policy.Action);
                GiveUp(entry, attempt, failure, $"engine {entry.Name} given up: {NameOf(failure)} is not retried (policy exit); {Last(failure)}", isFinal: true);
                return true;
            case FailureAction.Stop:
                TellPolicy(entry, attempt, failure, policy.Action);
                entry.Actor.Tell(new GivenUp(failure));
                _services.Guardian.Tell(new EngineAbandoned(entry.Name));
                return true;
            default:
                return false;
        }
    }

    /// <summary>Whether the next attempt costs nothing: what stands in the way is not the engine's fault, and may go away.</summary>
    private bool IsWaiting(EngineEntry entry, int attempt, EngineFailure failure)
    {
        if (entry.Settings.Failures.PolicyOf(failure.Kind).Action != FailureAction.Wait)
        {
            entry.WaitingSince = null;
            return false;
        }

        entry.WaitingSince ??= _services.Time.GetTimestamp();
        if (_services.Time.GetElapsedTime(entry.WaitingSince.Value) > entry.Settings.Failures.WaitLimit)
        {
            return false;
        }

        TellPolicy(entry, attempt, failure, FailureAction.Wait);
        return true;
    }

    private static TimeSpan DelayOf(EngineEntry entry, EngineFailure failure)
    {
        var delay = entry.Backoff.Next(failure.ReadyFor);
        var least = entry.Settings.Failures.PolicyOf(failure.Kind).BackoffMin;
        return delay > least ? delay : least;
    }

    private void TellPolicy(EngineEntry entry, int attempt, EngineFailure failure, FailureAction action) => _services.Events.Publish(
        new FailurePolicyApplied(entry.Name, _settings.Name, attempt, action, failure));

    private static string NameOf(EngineFailure failure) => FailureKinds.NameOf(failure.Kind);

    private static string Last(EngineFailure failure)
    {
        var output = string.Join(" | ", failure.LastOutput.Skip(Math.Max(0, failure.LastOutput.Count - ShownOutputLines)));
        if (output.Length > ShownOutputLength)
        {
            output = "…" + output[^ShownOutputLength..];
        }

        return string.Create(CultureInfo.InvariantCulture, $"last failure: {failure.Message}; last output: {(output.Length == 0 ? "none" : output)}");
    }
}
