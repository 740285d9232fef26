// Other settings while the process runs. What is read when it is needed (stop, gates, hooks, evidence, restart type) is simply there from
// now on; the watching actors begin anew with what concerns them. Where the process has to be started anew, the old one keeps all of its
// settings to its end: its probes, its stop signal and the port that they mean belong together.
using Supervision.Actors.Reload;

namespace Supervision.Actors.Engines;

internal sealed partial class EngineActor
{
    private void OnNewSettings(NewSettings message)
    {
        if (!HasNoProcess && (message.Change.Effect == ReloadEffect.Restart || _record.NextSettings is not null))
        {
            _record.NextSettings = message;
            if (_record.State == EngineState.Starting && _record.Spawning)
            {
                // This start still has the old ones.
                _record.RestartWhenSpawned ??= "its settings changed";
            }

            return;
        }

        Use(message);
        if (_record.State == EngineState.Running && _settings.Probes.Startup is null && _settings.Probes.Readiness is null)
        {
            BecomeReady();
        }

        if (_record.Held && message.Concerns(EngineComparison.DependsOn) && !Hold())
        {
            // What the start waited for is not waited for any more.
            _record.Held = false;
            _record.WaitingFor = null;
            Apply(EngineSignal.StartRequested);
        }
    }

    // The process that they did not fit is gone.
    private void UseNextSettings()
    {
        if (_record.NextSettings is { } next)
        {
            _record.NextSettings = null;
            Use(next);
        }
    }

    private void Use(NewSettings message)
    {
        _settings = message.Settings;
        _record.Settings = message.Settings;
        _record.History.Keep(_settings.KeepAttempts);
        _heartbeat.Tell(message);
        _memory.Tell(message);
        _children.Tell(message);
    }
}
