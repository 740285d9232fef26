// The messages between an engine's actor, its group and its own asynchronous operations.
using Supervision.Actors.Heartbeats;
using Supervision.Actors.Reload;
using Supervision.Actors.Settings;
using Supervision.Posix;

namespace Supervision.Actors.Engines;

/// <summary>Asks for the engine to run.</summary>
internal sealed record StartEngine
{
    public static StartEngine Instance { get; } = new();
}

/// <summary>
/// Asks for the engine to be down; a manual stop also makes that its desired state, any other one is the group's and is answered by
/// <see cref="EngineDown"/> with the same round.
/// </summary>
/// <param name="Why">One phrase.</param>
/// <param name="Manual">Asked by somebody.</param>
/// <param name="Round">The group's round, for its answer.</param>
/// <param name="Sticky">The group's stop, but it shall not be started again with the group.</param>
internal sealed record StopEngine(string Why, bool Manual, int Round = 0, bool Sticky = false);

/// <summary>To the group: the engine is down as the group asked, or what is left of it cannot be ended.</summary>
internal sealed record EngineDown(string Engine, int Round, IReadOnlyList<string> Survivors);

/// <summary>Asks for a stop and a start.</summary>
/// <param name="Why">One phrase.</param>
/// <param name="OnlyIfUp">What is wanted down by now stays down.</param>
internal sealed record RestartEngine(string Why, bool OnlyIfUp = false);

/// <summary>To an engine and its child actors: other settings hold from now on.</summary>
internal sealed record NewSettings(EngineSettings Settings, EngineChange Change)
{
    public bool Concerns(string keys) => Change.Keys.Any(key => key.StartsWith(keys, StringComparison.Ordinal));
}

/// <summary>The group's decision after <c>retry-after</c>: try again if it still is FATAL.</summary>
internal sealed record RetryEngine
{
    public static RetryEngine Instance { get; } = new();
}

/// <summary>Skip the grace of the stop that runs, and of that one only.</summary>
internal sealed record HastenEngine
{
    public static HastenEngine Instance { get; } = new();
}

/// <summary>Sends a signal to the leader, or to its process group; answered by <see cref="EngineCommandResult"/>.</summary>
internal sealed record SignalEngine(int Signal, bool WholeGroup);

/// <summary>A beat that came from outside; answered by <see cref="EngineCommandResult"/>.</summary>
internal sealed record BeatEngine(string? Status);

/// <summary>To the heartbeat actor: the engine gave a sign of life by itself.</summary>
internal sealed record BeatSeen(int Attempt);

/// <summary>Writes to the process's standard input; answered by <see cref="EngineStdinResult"/>.</summary>
internal sealed record WriteStdin(ReadOnlyMemory<byte> Data, bool Close, CancellationToken Cancellation)
{
    /// <summary>How long an engine may leave its input unread.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
}

/// <summary>Asks for a report; the group has filled in what it knows. Answered by <see cref="EngineReport"/>.</summary>
internal sealed record GetReport(EngineReport Report);

/// <summary>To the guardian: a start is held back; answered by <see cref="DependencyNews"/>, now and after each change.</summary>
internal sealed record DependenciesWanted(string Engine, int Question);

/// <summary>From the guardian: what the engine's start waits for.</summary>
/// <param name="Question">The last question that the guardian had from the engine.</param>
/// <param name="WaitingFor">What the start waits for; null for nothing.</param>
/// <param name="Lost">Why that will never come; null where it may.</param>
/// <param name="Ended">An attempt of a dependency ended with which this engine restarts: the phrase for the stop.</param>
internal sealed record DependencyNews(int Question, string? WaitingFor, string? Lost, string? Ended = null);

/// <summary>From the heartbeat actor: one try of a probe.</summary>
internal sealed record ProbeNoted(int Attempt, Heartbeats.ProbeKind Kind, Heartbeats.ProbeResult Result);

/// <summary>Skip the grace of a stop that runs, and of those to come.</summary>
internal sealed record HastenStop
{
    public static HastenStop Instance { get; } = new();
}

/// <summary>From a plan: start if still wanted up; answered by <see cref="EngineChanged"/> in every case.</summary>
internal sealed record ResumeEngine
{
    public static ResumeEngine Instance { get; } = new();
}

/// <summary>Wanted up; the plan under way does the start.</summary>
internal sealed record WantUp
{
    public static WantUp Instance { get; } = new();
}

/// <summary>The group's decision after a failure: another attempt.</summary>
internal sealed record RestartDue(TimeSpan Delay, int Failures);

/// <summary>The group's decision after a failure: no further attempt.</summary>
internal sealed record GivenUp(EngineFailure Failure);

/// <summary>A child actor, or a line of output, found the engine unfit to go on. At once means without the stop's signal and grace.</summary>
internal sealed record EngineUnhealthy(int Attempt, FailureKind Kind, string Message, bool AtOnce = false);

/// <summary>A hook of a running engine ended; the problem is null where it exited with 0.</summary>
internal sealed record HookEnded(int Attempt, string Hook, string? Problem);

/// <summary>
/// A child actor asks for a restart that can wait. Passed on to the group, which grants it when no other instance of the same engine is
/// on its way; where it does not, nothing comes back and the child asks again.
/// </summary>
internal sealed record RestartWanted(int Attempt, string Message, bool Drain);

/// <summary>To the group: an engine's <see cref="RestartWanted"/>.</summary>
internal sealed record RollWanted(string Engine, RestartWanted Wanted);

/// <summary>From the group: it is this instance's turn.</summary>
internal sealed record RollGranted(RestartWanted Wanted);

/// <summary>The heartbeat actor's verdict on readiness.</summary>
internal sealed record ReadinessChanged(int Attempt, bool Ready, string Why);

/// <summary>The engine said in words how it is.</summary>
internal sealed record StatusTextChanged(int Attempt, string Text);

/// <summary>To the child actors: a process runs, watch it.</summary>
internal sealed record AttemptStarted(int Attempt, IChildProcess Process, AttemptSignals Signals)
{
    /// <summary>It has come up before: the startup probe is over.</summary>
    public bool HasStarted { get; init; }

    /// <summary>When it was spawned, on the monotonic clock; null for just now.</summary>
    public long? SpawnedAt { get; init; }
}

/// <summary>To the child actors: stop watching.</summary>
internal sealed record AttemptEnded
{
    public static AttemptEnded Instance { get; } = new();
}

/// <summary>To the group: something about the engine changed.</summary>
internal sealed record EngineChanged(EngineStatus Status, IReadOnlyList<string> Survivors);

/// <summary>The engine's words may be told again.</summary>
internal sealed record StatusDue
{
    public static StatusDue Instance { get; } = new();
}

internal sealed record SpawnCompleted(int Attempt, SpawnResult Result);

internal sealed record LeaderExited(int Attempt, ExitStatus Status);

internal sealed record TreeCleared(int Attempt, IReadOnlyList<string> Survivors, ExitStatus? Exit);

internal sealed record OperationFailed(string What, Exception Cause);

internal sealed record BackoffElapsed(int Attempt);

internal sealed record PreStopElapsed(int Attempt);

/// <summary>The process of an engine whose probes have said yes has been up for <c>ready-after</c>.</summary>
/// <param name="Attempt">Whose.</param>
internal sealed record ReadyDue(int Attempt);

internal sealed record KillAgainDue(int Attempt);
