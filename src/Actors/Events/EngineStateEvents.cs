// The eight state changes stand together: one line each, and no reader wants one without the others.
using Supervision.Actors.Engines;
using Supervision.Posix;

namespace Supervision.Actors.Events;

/// <summary>An engine entered another state (supervisord's PROCESS_STATE).</summary>
/// <param name="Engine">Instance name.</param>
/// <param name="Group">Its group.</param>
/// <param name="Pid">Process id, where there is one.</param>
/// <param name="Attempt">Number of the attempt.</param>
/// <param name="From">The state that was left.</param>
/// <param name="To">The state that was entered.</param>
public abstract record EngineStateChanged(string Engine, string Group, int? Pid, int Attempt, EngineState From, EngineState To)
    : EngineEvent(Engine, Group, Pid, Attempt);

/// <summary>A process is being spawned.</summary>
public sealed record EngineStarting(string Engine, string Group, int? Pid, int Attempt, EngineState From)
    : EngineStateChanged(Engine, Group, Pid, Attempt, From, EngineState.Starting);

/// <summary>The process runs; whether it serves is told by <see cref="EngineReady"/>.</summary>
public sealed record EngineRunning(string Engine, string Group, int? Pid, int Attempt, EngineState From)
    : EngineStateChanged(Engine, Group, Pid, Attempt, From, EngineState.Running);

/// <summary>The engine waits before its next attempt.</summary>
/// <param name="Engine">Instance name.</param>
/// <param name="Group">Its group.</param>
/// <param name="Pid">Null.</param>
/// <param name="Attempt">Number of the attempt that failed.</param>
/// <param name="From">The state that was left.</param>
/// <param name="Delay">How long it waits.</param>
/// <param name="Failures">Failures counted since the engine was last stably ready, this one included.</param>
public sealed record EngineBackoff(string Engine, string Group, int? Pid, int Attempt, EngineState From, TimeSpan Delay, int Failures)
    : EngineStateChanged(Engine, Group, Pid, Attempt, From, EngineState.Backoff);

/// <summary>The engine is being stopped, by request or because it failed while its process lives.</summary>
/// <param name="Engine">Instance name.</param>
/// <param name="Group">Its group.</param>
/// <param name="Pid">Process id.</param>
/// <param name="Attempt">Number of the attempt.</param>
/// <param name="From">The state that was left.</param>
/// <param name="Why">One phrase: who asked, or what failed.</param>
public sealed record EngineStopping(string Engine, string Group, int? Pid, int Attempt, EngineState From, string Why)
    : EngineStateChanged(Engine, Group, Pid, Attempt, From, EngineState.Stopping);

/// <summary>An attempt ended by itself: the process exited, or could not be started.</summary>
/// <param name="Engine">Instance name.</param>
/// <param name="Group">Its group.</param>
/// <param name="Pid">Process id the attempt had; null where the spawn failed.</param>
/// <param name="Attempt">Number of the attempt.</param>
/// <param name="From">The state that was left.</param>
/// <param name="Exit">How the leader ended; null where there was none.</param>
/// <param name="Failure">What failed; null where the exit was a normal end.</param>
public sealed record EngineExited(string Engine, string Group, int? Pid, int Attempt, EngineState From, ExitStatus? Exit, EngineFailure? Failure)
    : EngineStateChanged(Engine, Group, Pid, Attempt, From, EngineState.Exited)
{
    /// <summary>True where the exit was a normal end of the engine.</summary>
    public bool Expected => Failure is null;
}

/// <summary>The engine is down as asked, and no process of its tree is left.</summary>
public sealed record EngineStopped(string Engine, string Group, int? Pid, int Attempt, EngineState From, ExitStatus? Exit)
    : EngineStateChanged(Engine, Group, Pid, Attempt, From, EngineState.Stopped);

/// <summary>The engine was given up on.</summary>
/// <param name="Engine">Instance name.</param>
/// <param name="Group">Its group.</param>
/// <param name="Pid">Null.</param>
/// <param name="Attempt">Number of the last attempt.</param>
/// <param name="From">The state that was left.</param>
/// <param name="Failure">The last failure.</param>
public sealed record EngineFatal(string Engine, string Group, int? Pid, int Attempt, EngineState From, EngineFailure Failure)
    : EngineStateChanged(Engine, Group, Pid, Attempt, From, EngineState.Fatal);

/// <summary>Processes of the engine survived KILL; no second copy is started while they live.</summary>
/// <param name="Engine">Instance name.</param>
/// <param name="Group">Its group.</param>
/// <param name="Pid">Process id of the leader.</param>
/// <param name="Attempt">Number of the attempt.</param>
/// <param name="From">The state that was left.</param>
/// <param name="Survivors">The processes that are left, as <c>pid (name) state</c>.</param>
public sealed record EngineUnknown(string Engine, string Group, int? Pid, int Attempt, EngineState From, IReadOnlyList<string> Survivors)
    : EngineStateChanged(Engine, Group, Pid, Attempt, From, EngineState.Unknown);
