using Supervision.Actors.Engines;
using Supervision.Actors.Settings;
using Supervision.Posix;

namespace Supervision.Control;

/// <summary>
/// The one door to a running tree, without any transport. Everything is asynchronous and thread-safe. What is to be expected (not found, already
/// started, refused, failed) is a result; exceptions are misuse, cancellation (<see cref="OperationCanceledException"/>) and a tree that does not answer
/// (<see cref="TimeoutException"/>). A cancelled wait does not take a command back. Each command is told as
/// <see cref="Actors.Events.CommandGiven"/> once its outcome is known.
/// </summary>
public interface ISupervisionControl
{
    /// <summary>Snapshots of engines in start order.</summary>
    /// <param name="target">Which; null for all.</param>
    /// <param name="gpu">Whether the GPU driver is asked as well, which may take a second. Default false.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Empty where the target means no engine.</returns>
    public Task<IReadOnlyList<EngineSnapshot>> ListAsync(Target? target = null, bool gpu = false, CancellationToken cancellation = default);

    /// <summary>One engine with its settings.</summary>
    /// <param name="engine">Instance name.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Null where there is none.</returns>
    public Task<EngineInfo?> InfoAsync(string engine, CancellationToken cancellation = default);

    /// <summary>Why an engine is as it is: its last attempts, its budget, what comes next.</summary>
    /// <param name="engine">Instance name.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Null where there is none.</returns>
    public Task<EngineReport?> WhyAsync(string engine, CancellationToken cancellation = default);

    /// <summary>The groups in order of priority, with their engines.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<IReadOnlyList<GroupSnapshot>> GroupsAsync(CancellationToken cancellation = default);

    /// <summary>Asks for engines to run; a pending backoff is skipped, and one that was given up on gets a fresh budget.</summary>
    /// <param name="target">Which engines.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="options">Whether to wait until they are ready; null for no.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<CommandReport> StartAsync(Target target, ControlCaller by, CommandOptions? options = null, CancellationToken cancellation = default);

    /// <summary>Asks for engines to be down until they are started again; beats every restart rule.</summary>
    /// <param name="target">Which engines.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="options">Whether to wait until they are down; null for no.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<CommandReport> StopAsync(Target target, ControlCaller by, CommandOptions? options = null, CancellationToken cancellation = default);

    /// <summary>Asks for engines to be stopped and started again, all at once; costs nothing of their budgets.</summary>
    /// <param name="target">Which engines.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="options">Whether to wait until they are ready again; null for no.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<CommandReport> RestartAsync(Target target, ControlCaller by, CommandOptions? options = null, CancellationToken cancellation = default);

    /// <summary>Restarts the instances of engines one after the other, the next when enough of them are ready.</summary>
    /// <param name="target">Which engines: all instances of each engine of which an instance is meant.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="maxUnavailable">How many of an engine may be other than ready at a time, 1 or more. Default 1.</param>
    /// <param name="options">Whether to wait until it is over; null for no.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>One outcome for each engine, not for each instance.</returns>
    public Task<CommandReport> RollingRestartAsync(
        Target target, ControlCaller by, int maxUnavailable = 1, CommandOptions? options = null, CancellationToken cancellation = default);

    /// <summary>Changes how many instances of engines run.</summary>
    /// <param name="target">Which engines.</param>
    /// <param name="instances">1 to 256.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="options">Whether to wait until there are so many, and ready; null for no.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>One outcome for each engine, not for each instance.</returns>
    public Task<CommandReport> ScaleAsync(
        Target target, int instances, ControlCaller by, CommandOptions? options = null, CancellationToken cancellation = default);

    /// <summary>Sends a signal to the engines' processes; what they make of it is their own affair.</summary>
    /// <param name="target">Which engines.</param>
    /// <param name="signal">Number of the signal, 1 to 64.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="wholeGroup">Whether the whole process group gets it, and not only the leader. Default false.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<CommandReport> SignalAsync(
        Target target, int signal, ControlCaller by, bool wholeGroup = false, CancellationToken cancellation = default);

    /// <summary>Skips the grace of stops that are under way: what still runs is killed at once.</summary>
    /// <param name="target">Which engines.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<CommandReport> HastenAsync(Target target, ControlCaller by, CancellationToken cancellation = default);

    /// <summary>Writes to an engine's standard input, which must be a pipe (<c>stdin = pipe</c>).</summary>
    /// <param name="engine">Instance name.</param>
    /// <param name="data">At most 1 MiB; not to be changed before the task completes.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="close">Whether the engine reads the end of its input after them. Default false.</param>
    /// <param name="cancellation">Gives up; a part may have been written.</param>
    public Task<EngineOutcome> WriteStdinAsync(
        string engine, ReadOnlyMemory<byte> data, ControlCaller by, bool close = false, CancellationToken cancellation = default);

    /// <summary>Counts as a beat of an engine's heart, and says how it is. Not a command: it leaves no trace in the journal.</summary>
    /// <param name="engine">Instance name.</param>
    /// <param name="status">In its own words, 500 characters at most; null for nothing.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<EngineOutcome> BeatAsync(string engine, string? status = null, CancellationToken cancellation = default);

    /// <summary>Reads from an engine's log file: bytes from an offset, or the last ones where the offset is negative.</summary>
    /// <param name="engine">Instance name.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="offset">Where to begin; negative: so many bytes before the end, and then <paramref name="length"/> must be 0.</param>
    /// <param name="length">How many bytes; 0: to the end.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Null where there is no such engine, or the stream goes into its standard output.</returns>
    public Task<LogPart?> ReadLogAsync(
        string engine, OutputStream stream, long offset, long length, CancellationToken cancellation = default);

    /// <summary>Reads the end of an engine's log file for a reader that comes back with the offset of the last answer.</summary>
    /// <param name="engine">Instance name.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="offset">The offset of the last answer; 0 at first.</param>
    /// <param name="length">Most bytes.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Null where there is no such engine, or the stream goes into its standard output.</returns>
    public Task<LogPart?> TailLogAsync(string engine, OutputStream stream, long offset, int length, CancellationToken cancellation = default);

    /// <summary>The last lines of an engine, from its log file, or from memory where it has none (then few).</summary>
    /// <param name="engine">Instance name.</param>
    /// <param name="stream">The stream; null for both: in the order of arrival where neither has a file, else one after the other.</param>
    /// <param name="lines">How many at most, of each file, 0 to 100,000, within the last 4 MiB.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Oldest first; null where there is no such engine, or the stream goes into its standard output.</returns>
    public Task<IReadOnlyList<string>?> LastLinesAsync(
        string engine, OutputStream? stream, int lines, CancellationToken cancellation = default);

    /// <summary>Follows an engine's output: the last bytes, then everything that comes, across attempts, rotations and reloads.</summary>
    /// <param name="engine">Instance name.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="lastBytes">How many bytes of the past at most. Default 1024.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Null where there is no such engine, or the stream goes into its standard output. Ends with the tree, or when the engine has left it.</returns>
    public IAsyncEnumerable<LogChunk>? FollowLog(
        string engine, OutputStream stream, int lastBytes = 1024, CancellationToken cancellation = default);

    /// <summary>The same in whole lines.</summary>
    /// <param name="engine">Instance name.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="lastLines">How many lines of the past at most. Default 10.</param>
    /// <param name="cancellation">Ends it.</param>
    public IAsyncEnumerable<LogLine>? FollowLines(
        string engine, OutputStream stream, int lastLines = 10, CancellationToken cancellation = default);

    /// <summary>Events of the past, as far as the journal's memory goes.</summary>
    /// <param name="query">Which.</param>
    /// <param name="most">At most so many: the newest.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Oldest first.</returns>
    public Task<IReadOnlyList<ControlEvent>> HistoryAsync(EventQuery query, int most, CancellationToken cancellation = default);

    /// <summary>
    /// Events of the past after a number and then each that comes, without one twice or left out. What a slow reader misses is told at that place
    /// (<see cref="ControlEvent.MissingName"/>); nobody else is held up. The subscription is made at once, not with the first read.
    /// </summary>
    /// <param name="query">Which.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>To be enumerated once. Ends with the tree.</returns>
    public IAsyncEnumerable<ControlEvent> Subscribe(EventQuery query, CancellationToken cancellation = default);

    /// <summary>The actors below a path, for diagnosis.</summary>
    /// <param name="path">For example <c>/user/supervision</c>; <c>/</c> for all.</param>
    /// <param name="depth">How many levels of children, 0 to 64.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Null where there is no such actor.</returns>
    public Task<ActorNode?> ActorsAsync(string path, int depth, CancellationToken cancellation = default);

    /// <summary>Stops an actor of the host. Those of the tree, the kernel and control are refused.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<ControlResult> StopActorAsync(string path, ControlCaller by, CancellationToken cancellation = default);

    /// <summary>The configuration that runs, resolved, with secrets hidden.</summary>
    /// <param name="json">JSON instead of HOCON. Default false.</param>
    /// <param name="origins">Whether each value says where it was written; HOCON only. Default false.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Null where this host did not load it from anywhere.</returns>
    public Task<ConfigurationText?> ShowConfigurationAsync(bool json = false, bool origins = false, CancellationToken cancellation = default);

    /// <summary>Loads the configuration anew and compares it with what runs; changes nothing.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<ConfigurationAnswer> CheckConfigurationAsync(CancellationToken cancellation = default);

    /// <summary>Loads the configuration anew and puts it in place.</summary>
    /// <param name="by">Who asks.</param>
    /// <param name="onlyIf">The tag of the configuration that the caller thinks runs; null for any.</param>
    /// <param name="cancellation">Ends the wait, not the reload.</param>
    public Task<ConfigurationAnswer> ReloadAsync(ControlCaller by, string? onlyIf = null, CancellationToken cancellation = default);

    /// <summary>The level of the daemon's own log; null where the host does not tell.</summary>
    public LogSeverity? LogLevel { get; }

    /// <summary>Sets the level of the daemon's own log, until it is set again or the daemon ends.</summary>
    /// <param name="level">The level.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<ControlResult> SetLogLevelAsync(LogSeverity level, ControlCaller by, CancellationToken cancellation = default);

    /// <summary>Writes a line to the daemon's log and the journal, to mark a moment.</summary>
    /// <param name="text">At most 1000 characters.</param>
    /// <param name="by">Who writes.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<ControlResult> MarkAsync(string text, ControlCaller by, CancellationToken cancellation = default);

    /// <summary>Closes and opens every log file, for programs that rotate logs themselves.</summary>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<ControlResult> ReopenLogsAsync(ControlCaller by, CancellationToken cancellation = default);

    /// <summary>The daemon, or the host that the tree lives in.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<SystemInfo> SystemAsync(CancellationToken cancellation = default);

    /// <summary>Begins to stop every engine in order, and then the program. A second time it skips every grace.</summary>
    /// <param name="by">Who asks.</param>
    /// <param name="hasten">Whether to skip every grace at once. Default false.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<ControlResult> ShutdownAsync(ControlCaller by, bool hasten = false, CancellationToken cancellation = default);

    /// <summary>Replaces the running program by a new one that takes the engines over.</summary>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns><see cref="CommandStatus.NotPossible"/> where this host cannot.</returns>
    public Task<ControlResult> ReexecAsync(ControlCaller by, CancellationToken cancellation = default);
}
