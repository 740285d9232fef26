// Who waits for whom. Engines ask when a start of theirs is held back, and are told again after each change that matters to them.
using Supervision.Actors.Dependencies;
using Supervision.Actors.Engines;
using Supervision.Actors.Groups;
using Supervision.Actors.Settings;

namespace Supervision.Actors;

internal sealed partial class SupervisionGuardian
{
    private readonly DependencyBoard _board = new();
    private readonly Dictionary<string, int> _questions = [];

    private void AddEngine(EngineSettings engine, EngineStatus status)
    {
        _engines[engine.Name] = status;
        _expected.Remove(engine.Name);
        _board.Add(engine, status);
        WatchLines(engine);
    }

    private void WatchLines(EngineSettings engine)
    {
        // Of every engine, because one that is written further down may be the one that waits.
        List<string> patterns =
        [
            .. _settings.Engines.SelectMany(other => other.DependsOn)
                .Where(one => one.Condition == DependencyCondition.Log && (one.Engine == engine.Name || one.Engine == engine.Engine))
                .Select(one => one.Pattern!),
        ];
        if (patterns.Count > 0)
        {
            var self = Self;
            _services.Logs.Watch(engine, new LineWatch(patterns, (attempt, pattern) => self.Tell(new LineSeen(engine.Name, attempt, pattern))));
        }
    }

    private void OnDependenciesWanted(DependenciesWanted wanted)
    {
        _questions[wanted.Engine] = wanted.Question;
        TellNews(wanted.Engine, null);
    }

    private void OnLineSeen(LineSeen line)
    {
        _board.Seen(line.Engine, line.Attempt, line.Pattern);
        TellDependents(line.Engine, ended: false);
    }

    private void OnDependencyChanged(EngineStatus status) => TellDependents(status.Name, _board.Update(status));

    private void TellDependents(string engine, bool ended)
    {
        foreach (var dependent in _board.DependentsOf(engine).GroupBy(one => one.Engine.Name).ToList())
        {
            var restarts = ended && dependent.Any(one => one.On.RestartWith && !_board.IsFulfilled(one.On));
            TellNews(dependent.Key, restarts ? $"{engine}, which it depends on, went down" : null);
        }
    }

    // Who has not asked waits for nothing; but it may run, since before this image or since before it depended on anything.
    private void TellNews(string engine, string? ended)
    {
        if ((_questions.TryGetValue(engine, out var question) || ended is not null) && _engines.TryGetValue(engine, out var status)
            && _groups.TryGetValue(_topOf[status.Group], out var top))
        {
            var (waiting, lost) = _board.Weigh(engine);
            top.Tell(new InGroup(status.Group, new NewsFor(engine, new DependencyNews(question, waiting, lost, ended))));
        }
    }
}
