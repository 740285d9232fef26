// A change of the program under the tree: how it comes to rest (Handover/HandoverMessages.cs), and how it goes on in the next image. There the
// actors are made at rest, with what they were left; when every listener hears and every one of them is there, all go on at once.
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Groups;
using Supervision.Actors.Handover;
using Supervision.Actors.Listeners;

namespace Supervision.Actors;

internal sealed partial class SupervisionGuardian
{
    private readonly RestKeeper _keeper = new();
    private bool _takesOver;

    private void OnRest(Rest wish)
    {
        if (!_keeper.IsAtRest && RestObjection() is { } busy)
        {
            Sender.Tell(new Rested(wish, "", busy));
            return;
        }

        if (_keeper.Begin(wish))
        {
            BecomeStacked(AtRest);
        }

        AskToRest(wish, Sender);
    }

    private void AskToRest(Rest wish, IActorRef asker)
    {
        _keeper.Ask(wish, asker, _groups.Values);
        AnswerIfAllRest(null);
    }

    private void AnswerIfAllRest(Rested? answer)
    {
        if (_keeper.Complete(answer) is not { } round)
        {
            return;
        }

        if (_takesOver)
        {
            _takesOver = false;
            _services.Host.Thaw();
            ThawGroups();
            return;
        }

        round.Asker.Tell(new Rested(
            round.Wish, "", round.Busy, Tree: round.Wish.Trial || round.Busy is not null ? null : new RestedTree(HandOver(), InOrder(round.Groups))));
    }

    private string? RestObjection() =>
        _outcome is not null ? "the tree is stopping"
        : !_hasStarted || _takesOver ? "the tree is just starting"
        : _expected.Count > 0 || _moving.Count > 0 || _removed.Count > 0 || _leaving.Count > 0 ? "a reload is under way"
        : null;

    private void AtRest()
    {
        Receive<Rest>(OnRest);
        Receive<Rested>(AnswerIfAllRest);
        Receive<SettleListeners>(settle => _listeners.Forward(settle));
        Receive<Thaw>(_ => OnThaw());
        ReceiveAny(Collect);
    }

    // Who asks for a status asks again.
    private void Collect(object message) => _keeper.Collect(
        message,
        Sender,
        message is GetTree or WhyEngine or GroupChanged or GroupUp or DependenciesWanted ? null
            : message is StopTree or HastenStop ? "the tree is to stop"
            : "the tree has something to deal with");

    private void OnThaw()
    {
        if (_keeper.IsAtRest)
        {
            UnbecomeStacked();
            ThawGroups();
            _keeper.End(Self);
        }
    }

    private void ThawGroups()
    {
        foreach (var group in _groups.Values)
        {
            group.Tell(Thaw.Instance);
        }
    }

    private HandedTree HandOver() => new()
    {
        Settings = _settings,
        Groups = [],
        Abandoned = [.. _abandoned],
        Ended = [.. _ended.Values.Select(end => new HandedEnd(end.Group, end.Summary, end.Failure, end.Survivors, end.ExitCode))],
        Lines = _board.Lines(),
        Survivors = _survivors,
    };

    private IReadOnlyList<RestedGroup> InOrder(IReadOnlyList<RestedGroup> groups)
    {
        var order = GroupPlan.TreesOf(_settings.Groups).Select(tree => tree.Settings.Name).ToList();
        return [.. groups.OrderBy(group => order.IndexOf(group.Group.Name))];
    }

    // The statuses as they were left: what others depend on must not seem to be down meanwhile.
    private void Know(HandedGroup handed, string top)
    {
        foreach (var group in handed.All())
        {
            _topOf[group.Name] = top;
            foreach (var engine in group.Engines)
            {
                AddEngine(engine.Settings, EngineRecords.Restore(engine, _services.Time).Status(engine.Settings) with { RetryAt = engine.RetryAt });
            }
        }
    }

    private void RestoreWhatEnded(HandedTree tree)
    {
        _abandoned.UnionWith(tree.Abandoned);
        _survivors.AddRange(tree.Survivors);
        foreach (var end in tree.Ended)
        {
            _ended[end.Group] = new GroupEnded(end.Group, end.Summary, end.Failure, end.Survivors, end.ExitCode);
        }

        foreach (var (engine, lines) in tree.Lines)
        {
            foreach (var (pattern, attempt) in lines)
            {
                _board.Seen(engine, attempt, pattern);
            }
        }
    }

    private void BeginTakeOver(HandedTree tree)
    {
        _hasStarted = true;
        _takesOver = true;
        _services.Events.Publish(new TreeTakenOver(_engines.Count, new TreeState(tree).Processes));
        AskToRest(new Rest(new RestTicket(), Trial: false), Self);
    }
}
