// The hooks of a running engine. Each runs beside the actor, and its result comes back as a message; what is overtaken is cancelled and its
// result ignored. The hooks before a start and after a stop belong to those operations (StartSequence, ClearAsync).
using Supervision.Actors.Hooks;

namespace Supervision.Actors.Engines;

internal sealed partial class EngineActor
{
    private const string PostStart = "post-start";
    private const string PreStop = "pre-stop";

    private AttemptInfo Info(string reason) => new(_settings, _record.Attempt, _record.Process?.Pid, reason, _record.Exit);

    private void BeginPostStartHook()
    {
        if (_settings.Hooks.PostStart.Command.IsEmpty || _record.PostStartRan)
        {
            return;
        }

        _record.PostStartRan = true;
        _record.PostStartHook = BeginHook(PostStart, Info("ready"));
    }

    /// <summary>Whether the stop must wait for the hook.</summary>
    private bool BeginPreStopHook()
    {
        if (_settings.Hooks.PreStop.Command.IsEmpty)
        {
            return false;
        }

        // A stop that goes on in another incarnation finds it running, or over.
        if (!_record.PreStopRan)
        {
            _record.PreStopRan = true;
            _record.PreStopHook = BeginHook(PreStop, Info(_record.StopReason));
        }

        return _record.PreStopHook is not null;
    }

    private CancellationTokenSource BeginHook(string name, AttemptInfo info)
    {
        var cancellation = new CancellationTokenSource();
        var hook = name == PostStart ? _settings.Hooks.PostStart : _settings.Hooks.PreStop;
        new HookRunner(_services).RunAsync(name, hook, info, cancellation.Token).PipeTo(
            Self, Self,
            problem => new HookEnded(info.Attempt, name, problem),
            cause => new HookEnded(info.Attempt, name, cause.Message));
        return cancellation;
    }

    private void OnHookEnded(HookEnded message)
    {
        if (message.Hook == PreStop)
        {
            _record.PreStopHook = null;
            ContinueStop();
            return;
        }

        var cancelled = _record.PostStartHook is null;
        _record.PostStartHook = null;
        if (message.Problem is { } problem && !cancelled && _settings.Hooks.PostStart.FailureCounts)
        {
            OnUnhealthy(new EngineUnhealthy(message.Attempt, FailureKind.HookFailed, $"hook {PostStart} failed: {problem}"));
        }
    }

    private void CancelPostStartHook()
    {
        _record.PostStartHook?.Cancel();
        _record.PostStartHook = null;
    }

    private void CancelPreStopHook()
    {
        _record.PreStopHook?.Cancel();
        _record.PreStopHook = null;
    }
}
