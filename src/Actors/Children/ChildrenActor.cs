// Overview
// Watches the processes of an engine below its leader, from the spawn on, ready or not. Orphans are ours to reap, so their end comes as
// a notice with the status. For all others the members of the tree are compared from sample to sample; a zombie whose parent does not
// wait for it is as dead as one that is gone. A sample may be ahead of the notice, so who is missed is told of a moment later.
// Sampling shares the pass over /proc that memory sampling makes anyway. Only critical children make it more frequent: nobody else pays.
// A process shows its parent's command line until it executes or renames itself, so that of a process which matches nothing yet is read
// again with every sample; once critical, always critical.
// A crash usually takes leader and children down together. The verdict therefore waits a moment: if the leader's exit comes first, that is the
// reason that is told, and this actor has been told to stop watching. Only then is it asked whether the kernel killed the child for want of
// memory, because a rise of a shared counter explains one death, and the leader's comes first.
using System.Text.RegularExpressions;
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Reload;
using Supervision.Actors.Settings;
using Supervision.Posix;

namespace Supervision.Actors.Children;

/// <summary>Tells of the ends of an engine's child processes, and fails the engine when a critical one is lost.</summary>
internal sealed class ChildrenActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan _criticalInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _verdictDelay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan _noticeDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _matchTime = TimeSpan.FromMilliseconds(100);

    private EngineSettings _settings;
    private readonly TreeServices _services;
    private Regex[] _critical;
    private readonly Dictionary<int, Child> _known = [];
    private readonly List<int> _ended = [];
    private readonly List<Loss> _lost = [];
    private Action<ReapedStranger>? _onReaped;
    private SampleSubscription? _subscription;
    private AttemptStarted? _attempt;
    private Cgroup? _group;
    private long _killsBefore;
    private int _round;

    public ChildrenActor(EngineSettings settings, TreeServices services)
    {
        _settings = settings;
        _services = services;
        _critical = Critical(settings);
        Receive<AttemptStarted>(OnStarted);
        Receive<AttemptEnded>(_ => OnEnded());
        Receive<NewSettings>(OnNewSettings);
        Receive<Seen>(seen => seen.Attempt == _attempt?.Attempt, OnSeen);
        Receive<ReapedStranger>(OnReaped);
        Receive<Missed>(missed => missed.Attempt == _attempt?.Attempt, OnMissed);
        Receive<Verdict>(verdict => verdict.Attempt == _attempt?.Attempt, OnVerdict);
        ReceiveAny(_ => { });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Create(EngineSettings settings, TreeServices services) => Props.Create(() => new ChildrenActor(settings, services));

    protected override void PostStop() => OnEnded();

    private static Regex[] Critical(EngineSettings settings) =>
        [.. settings.CriticalChildren.Select(pattern => new Regex(pattern, RegexOptions.CultureInvariant, _matchTime))];

    private void OnNewSettings(NewSettings message)
    {
        _settings = message.Settings;
        _critical = Critical(_settings);
        if (_attempt is { } attempt && (message.Concerns(EngineComparison.CriticalChildren) || message.Concerns(EngineComparison.Memory)))
        {
            OnStarted(attempt);
        }
    }

    private void OnStarted(AttemptStarted attempt)
    {
        OnEnded();
        _attempt = attempt;
        if (_critical.Length > 0)
        {
            _group = _services.Oom.OwnGroupOf(attempt.Process.Pid);
            _killsBefore = OomDetector.KillsOf(_group);
        }

        var self = Self;
        _onReaped = stranger =>
        {
            if (stranger.Tree == attempt.Process)
            {
                self.Tell(stranger);
            }
        };
        _services.Host.StrangerReaped += _onReaped;
        var interval = _critical.Length > 0 ? _criticalInterval : _settings.Memory.Interval;
        if (interval > TimeSpan.Zero)
        {
            _subscription = _services.Sampler.Subscribe(
                attempt.Process, new SampleOptions { Interval = interval }, new Teller(Self, attempt.Attempt));
        }
    }

    private void OnEnded()
    {
        Timers.CancelAll();
        _subscription?.Dispose();
        _subscription = null;
        if (_onReaped is { } handler)
        {
            _services.Host.StrangerReaped -= handler;
        }

        _onReaped = null;
        _attempt = null;
        _known.Clear();
        _lost.Clear();
    }

    private void OnSeen(Seen seen)
    {
        var attempt = _attempt!;
        if (attempt.Process.HasExited)
        {
            return;
        }

        _round++;
        foreach (var sample in seen.Processes)
        {
            if (sample.Pid != attempt.Process.Pid)
            {
                See(sample);
            }
        }

        _ended.Clear();
        foreach (var (pid, child) in _known)
        {
            if (child.SeenIn == _round - 1)
            {
                _ended.Add(pid);
            }
        }

        foreach (var pid in _ended)
        {
            // An orphan's notice, which has the status, may still be on its way.
            Timers.StartSingleTimer(pid, new Missed(attempt.Attempt, pid, _known[pid]), _noticeDelay);
        }
    }

    private void OnMissed(Missed missed)
    {
        if (_known.TryGetValue(missed.Pid, out var child) && child == missed.Child && child.SeenIn != _round)
        {
            Report(missed.Pid, null);
        }
    }

    private void See(in ProcessSample sample)
    {
        if (_known.TryGetValue(sample.Pid, out var child) && child.StartTime != sample.StartTime)
        {
            // Another process by the same number.
            Report(sample.Pid, null);
            child = null;
        }

        if (child is null)
        {
            child = new Child(sample.StartTime) { Name = sample.Name };
            _known.Add(sample.Pid, child);
        }

        child.SeenIn = _round;
        if (_critical.Length == 0 || child.Critical is not null)
        {
            return;
        }

        child.Name = sample.Name;
        child.Critical = PatternOf(sample.Pid, child.Name);
    }

    private string? PatternOf(int pid, string name)
    {
        var text = ProcessTable.CommandLineOf(pid) is { Length: > 0 } line ? line : name;
        foreach (var pattern in _critical)
        {
            try
            {
                if (pattern.IsMatch(text))
                {
                    return pattern.ToString();
                }
            }
            catch (RegexMatchTimeoutException)
            {
                // A pattern that needs this long for one line says nothing about it.
            }
        }

        return null;
    }

    private void OnReaped(ReapedStranger stranger)
    {
        if (_attempt is { } attempt && stranger.Tree == attempt.Process)
        {
            Report(stranger.Pid, stranger.Status);
        }
    }

    private void Report(int pid, ExitStatus? status)
    {
        var attempt = _attempt!;
        _known.Remove(pid, out var child);
        _services.Events.Publish(new EngineChildExited(
            _settings.Name, _settings.Group, attempt.Process.Pid, attempt.Attempt, pid, child?.Name ?? "", status, child?.Critical is not null));
        if (child?.Critical is { } pattern)
        {
            _lost.Add(LossOf(pid, child, pattern, status));
            if (_lost.Count == 1)
            {
                Timers.StartSingleTimer(nameof(Verdict), new Verdict(attempt.Attempt), _verdictDelay);
            }
        }
    }

    private static Loss LossOf(int pid, Child child, string pattern, ExitStatus? status) => new(
        pid, status, $"critical child {pid} ({child.Name}), matched by '{pattern}',{(status is { } known ? $" {known}" : " is gone")}");

    // What the next sample will tell of. A notice is faster: of an orphan whose parent was killed one hears before of the parent.
    private IEnumerable<Loss> DeadAlready()
    {
        foreach (var (pid, child) in _known)
        {
            if (child.Critical is { } pattern && ProcessTable.CommandLineOf(pid).Length == 0)
            {
                yield return LossOf(pid, child, pattern, null);
            }
        }
    }

    // One loss leads to others: the one that memory explains is the reason, else the first.
    private void OnVerdict(Verdict verdict)
    {
        foreach (var loss in _lost.Concat(DeadAlready()))
        {
            if (_services.Oom.Explain(loss.Pid, loss.Status, _group, _killsBefore) is { } memory)
            {
                Fail(verdict, FailureKind.OutOfMemory, $"{loss.Message}, out of memory: {memory.Detail}");
                return;
            }
        }

        Fail(verdict, FailureKind.CriticalChild, _lost[0].Message);
    }

    private void Fail(Verdict verdict, FailureKind kind, string message)
    {
        _lost.Clear();
        Context.Parent.Tell(new EngineUnhealthy(verdict.Attempt, kind, message));
    }

    private sealed class Child(ulong startTime)
    {
        public ulong StartTime { get; } = startTime;

        public string Name { get; set; } = "";

        /// <summary>The pattern that makes it critical.</summary>
        public string? Critical { get; set; }

        public int SeenIn { get; set; }
    }

    private sealed record Seen(int Attempt, ProcessSample[] Processes);

    private sealed record Missed(int Attempt, int Pid, Child Child);

    private sealed record Loss(int Pid, ExitStatus? Status, string Message);

    private sealed record Verdict(int Attempt);

    // Most engines are one process most of the time: there is nothing to tell then.
    private sealed class Teller(IActorRef children, int attempt) : ISampleObserver
    {
        private bool _hadChildren;

        public void OnSample(in TreeSample sample, ReadOnlySpan<ProcessSample> processes)
        {
            var has = processes.Length > 1;
            if (sample.State != SampleState.Unavailable && (has || _hadChildren))
            {
                children.Tell(new Seen(attempt, processes.ToArray()));
                _hadChildren = has;
            }
        }
    }
}
