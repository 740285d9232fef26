// Commands that come down from the guardian, and their way through nested groups.
using Supervision.Actors.Engines;
using Supervision.Actors.Events;

namespace Supervision.Actors.Groups;

internal sealed partial class GroupSupervisor
{
    private void OnInGroup(InGroup message)
    {
        if (message.Group != _settings.Name)
        {
            PassOn(message);
            return;
        }

        switch (message.Message)
        {
            case EngineCommand command:
                OnCommand(command);
                break;
            case InstancesCommand { Command: RollInstances roll } command:
                OnRollInstances(command.Engine, roll);
                break;
            case InstancesCommand { Command: ScaleInstances scale } command:
                OnScale(command.Engine, scale);
                break;
            case WhyEngine why:
                OnWhy(why);
                break;
            case JoinGroup join:
                OnJoin(join);
                break;
            case NewsFor news:
                Find(news.Engine)?.Actor.Tell(news.News);
                break;
        }
    }

    private void PassOn(InGroup message)
    {
        if (Groups.FirstOrDefault(entry => entry.Plan.Contains(message.Group)) is not { } below)
        {
            Sender.Tell(EngineCommandResult.NotFound);
            return;
        }

        if (message.Message is EngineCommand { Command: StartEngine or RestartEngine } command)
        {
            if (IsPlanned(below))
            {
                // It is down because a plan is about to start it again.
                below.Actor.Forward(message with { Message = command with { Command = WantUp.Instance } });
                return;
            }

            ReopenForCommand();
        }

        below.Actor.Forward(message);
    }

    // While a plan stops a child in order to start it again, a start or restart is what will happen anyway.
    private bool IsPlanned(ChildEntry entry) => _plan is { Starting: null } plan && (plan.Failed == entry || plan.WillStart(entry));

    private void ReopenForCommand()
    {
        if (_mode is not (GroupMode.Ended or GroupMode.Stopped))
        {
            return;
        }

        var ended = _mode == GroupMode.Ended;
        Reopen();
        _services.Events.Publish(new GroupAdded(_settings.Name));
        if (ended)
        {
            TellUp(new GroupRevived(_settings.Name));
        }
    }

    private void OnCommand(EngineCommand command)
    {
        if (Find(command.Engine) is not EngineEntry entry)
        {
            Sender.Tell(EngineCommandResult.NotFound);
            return;
        }

        switch (command.Command)
        {
            case SignalEngine or BeatEngine or WriteStdin:
                entry.Actor.Forward(command.Command);
                return;
            case HastenEngine:
                entry.Actor.Tell(command.Command);
                Sender.Tell(command.Answer);
                return;
        }

        if (_mode is GroupMode.Stopping or GroupMode.GivingUp or GroupMode.Ending)
        {
            Sender.Tell(EngineCommandResult.Stopping);
            return;
        }

        if (entry.IsLeaving && command.Command is not StopEngine)
        {
            // It is down for good as soon as it is down; a start would bring back what nobody counts any more.
            Sender.Tell(EngineCommandResult.NotFound);
            return;
        }

        if (command.Command is StartEngine or RestartEngine)
        {
            ReopenForCommand();
            if (_plan is { Starting: null } plan && plan.Failed == entry)
            {
                plan.IsAsked = true;
            }

            if (entry.Status.State == EngineState.Fatal)
            {
                // Somebody thinks better of it than the budget did.
                entry.Budget.Reset();
                entry.SameFailures.Reset();
            }
        }

        entry.Actor.Tell(IsPlanned(entry) && command.Command is not StopEngine ? WantUp.Instance : command.Command);
        Sender.Tell(command.Answer);
    }

    private void OnWhy(WhyEngine why)
    {
        if (Find(why.Engine) is not EngineEntry entry)
        {
            Sender.Tell(EngineCommandResult.NotFound);
            return;
        }

        entry.Actor.Forward(new GetReport(new EngineReport
        {
            Status = entry.Status,
            Attempts = [],
            NextRetry = entry.RetryAt,
            Failures = entry.Backoff.Failures,
            SameFailures = entry.SameFailures.Count,
            RestartsUsed = entry.Budget.Used,
            RestartsAllowed = entry.Settings.Budget.MaxRetries,
            Within = entry.Settings.Budget.Within,
        }));
    }
}
