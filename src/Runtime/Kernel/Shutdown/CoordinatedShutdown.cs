using System.Diagnostics.CodeAnalysis;
using Supervision.Configuration;
using Supervision.Event;

namespace Supervision.Actor;

// Overview
// Phases run one after another in the order of their dependencies; the tasks of one phase run together. A phase ends when
// its tasks have, or when its time is over; then the next one begins (recover = on) or the shutdown ends there and fails
// (recover = off). It all happens once: whoever asks again gets the task of the first run. Tasks run on the thread
// pool, never on the thread that asked, which may be an actor's.

/// <summary>Shuts an actor system down in phases: tasks register for a phase, and each phase has its time.</summary>
public sealed partial class CoordinatedShutdown : IExtension
{
    private readonly Lock _gate = new();
    private readonly IReadOnlyDictionary<string, Phase> _phases;
    private readonly IReadOnlyList<string> _order;
    private readonly TimeProvider _time;
    private readonly ILoggingAdapter _log;
    private readonly Dictionary<string, List<(string Name, Func<Task<Done>> Task)>> _tasks = [];
    private readonly TaskCompletionSource<Done> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Reason? _reason;

    internal CoordinatedShutdown(ExtendedActorSystem system, IReadOnlyDictionary<string, Phase> phases, TimeProvider time, ILoggingAdapter log)
    {
        System = system;
        _phases = phases;
        _order = PhaseGraph.TopologicalSort(phases);
        _time = time;
        _log = log;
    }

    /// <summary>The system that is shut down.</summary>
    public ExtendedActorSystem System { get; }

    /// <summary>Why it shuts down; null until it does.</summary>
    public Reason? ShutdownReason => Volatile.Read(ref _reason);

    /// <summary>How long all phases may take together.</summary>
    public TimeSpan TotalTimeout => _phases.Values
        .Where(phase => phase.Enabled)
        .Aggregate(TimeSpan.Zero, static (sum, phase) => sum + phase.Timeout);

    /// <summary>The shutdown of a system.</summary>
    /// <param name="sys">The system.</param>
    /// <returns>Its shutdown.</returns>
    public static CoordinatedShutdown Get(ActorSystem sys) =>
        sys.WithExtension<CoordinatedShutdown, CoordinatedShutdownExtension>();

    /// <summary>Adds a task to a phase. Add early: a task added when its phase has begun does not run.</summary>
    /// <param name="phase">The phase; a name of this class, or one of the configuration.</param>
    /// <param name="taskName">The task's name in the log.</param>
    /// <param name="task">The task; all of a phase run together.</param>
    /// <exception cref="ConfigurationException">There is no such phase.</exception>
    /// <exception cref="ArgumentException">The task has no name.</exception>
    public void AddTask(string phase, string taskName, Func<Task<Done>> task)
    {
        RequirePhase(phase);
        ArgumentException.ThrowIfNullOrEmpty(taskName);
        ArgumentNullException.ThrowIfNull(task);
        lock (_gate)
        {
            if (!_tasks.TryGetValue(phase, out var tasks))
                _tasks[phase] = tasks = [];
            tasks.Add((taskName, task));
        }
    }

    /// <summary>Shuts down; only the first call does, the others wait for it.</summary>
    /// <param name="reason">Why; seen by tasks as <see cref="ShutdownReason"/>.</param>
    /// <param name="fromPhase">The first phase that runs; null for the first there is.</param>
    /// <returns>Ends with the last phase; fails where a phase that does not recover failed.</returns>
    /// <exception cref="ConfigurationException">There is no such phase.</exception>
    public Task<Done> Run(Reason reason, string? fromPhase = null)
    {
        ArgumentNullException.ThrowIfNull(reason);
        if (fromPhase is not null)
            RequirePhase(fromPhase);

        // The completion hands on what becomes of the run, so that no outcome is lost.
        if (Interlocked.CompareExchange(ref _reason, reason, null) is null)
            _ = RunPhasesAsync(fromPhase);
        return _completion.Task;
    }

    /// <summary>How long a phase may take.</summary>
    /// <param name="phase">The phase.</param>
    /// <returns>The time.</returns>
    /// <exception cref="ConfigurationException">There is no such phase.</exception>
    public TimeSpan Timeout(string phase) => RequirePhase(phase).Timeout;

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "The completion carries it.")]
    private async Task RunPhasesAsync(string? fromPhase)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            _log.Info("Shutting down: {0}.", ShutdownReason);
            foreach (var name in fromPhase is null ? _order : _order.SkipWhile(phase => phase != fromPhase))
                await RunPhaseAsync(name).ConfigureAwait(false);
            _completion.TrySetResult(Done.Instance);
        }
        catch (Exception e)
        {
            _log.Error(e, "The shutdown ended before its last phase.");
            _completion.TrySetException(e);
        }
    }

    private async Task RunPhaseAsync(string name)
    {
        (string Name, Func<Task<Done>> Task)[] tasks;
        lock (_gate)
            tasks = _tasks.TryGetValue(name, out var added) ? [.. added] : [];
        if (tasks.Length == 0)
            return;
        var phase = RequirePhase(name);
        if (!phase.Enabled)
        {
            _log.Info("Shutdown phase [{0}] is disabled: {1} tasks do not run.", name, tasks.Length);
            return;
        }

        _log.Debug("Shutdown phase [{0}] begins with {1} tasks.", name, tasks.Length);
        var running = Array.ConvertAll(tasks, task => RunTaskAsync(name, phase, task.Name, task.Task));
        try
        {
            await Task.WhenAll(running).WaitAsync(phase.Timeout, _time).ConfigureAwait(false);
        }
        catch (TimeoutException) when (Array.Exists(running, task => !task.IsCompleted))
        {
            // A failure came first where there is one: it says more than that the others took too long.
            if (Array.Find(running, task => task.IsFaulted) is { } failed)
                await failed.ConfigureAwait(false);
            var late = string.Join(", ", tasks.Where((_, i) => !running[i].IsCompleted).Select(task => task.Name));
            if (!phase.Recover)
                throw new TimeoutException($"Shutdown phase [{name}] was not done after {phase.Timeout}: {late}.");
            _log.Warning("Shutdown phase [{0}] was not done after {1}, and goes on without: {2}.", name, phase.Timeout, late);
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Recovering from any failure of a task is the setting.")]
    private async Task RunTaskAsync(string phaseName, Phase phase, string name, Func<Task<Done>> task)
    {
        // Apart from each other: one that blocks must not keep the others of its phase from starting.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await task().ConfigureAwait(false);
        }
        catch (Exception e) when (phase.Recover)
        {
            _log.Warning(e, "Task [{0}] of shutdown phase [{1}] failed.", name, phaseName);
        }
    }

    private Phase RequirePhase(string name) => _phases.TryGetValue(name, out var phase)
        ? phase
        : throw new ConfigurationException($"There is no shutdown phase '{name}'; there are: {string.Join(", ", _order)}.");
}
