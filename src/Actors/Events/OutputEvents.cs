using Supervision.Posix;

namespace Supervision.Actors.Events;

/// <summary>
/// One line that an engine wrote, to a stream that is not thrown away. Made only while a listener wants it
/// (<see cref="Listeners.EventListenerOptions.Output"/>, <see cref="SupervisionTreeOptions.PublishOutput"/>).
/// </summary>
/// <param name="Engine">Instance name.</param>
/// <param name="Group">Its group.</param>
/// <param name="Pid">Process id of the leader.</param>
/// <param name="Attempt">Number of the attempt.</param>
/// <param name="Stream">Where it was written.</param>
/// <param name="Line">The text without its line end; bytes that are not UTF-8 are replaced.</param>
public sealed record EngineOutput(string Engine, string Group, int? Pid, int Attempt, OutputStream Stream, string Line)
    : EngineEvent(Engine, Group, Pid, Attempt);

/// <summary>Lines were not published because a listener was too far behind; the engine was not held up.</summary>
/// <param name="Engine">Instance name.</param>
/// <param name="Group">Its group.</param>
/// <param name="Pid">Process id of the leader.</param>
/// <param name="Attempt">Number of the attempt.</param>
/// <param name="Lines">How many since the last such event.</param>
public sealed record EngineOutputDropped(string Engine, string Group, int? Pid, int Attempt, long Lines) : EngineEvent(Engine, Group, Pid, Attempt);

/// <summary>A log target of an engine does not work; what is meant for it is lost until <see cref="EngineLogRecovered"/>. The engine goes on.</summary>
/// <param name="Engine">Instance name.</param>
/// <param name="Group">Its group.</param>
/// <param name="Pid">Process id of the leader.</param>
/// <param name="Attempt">Number of the attempt.</param>
/// <param name="Stream">The stream.</param>
/// <param name="Target">Path of the file or address of the syslog server.</param>
/// <param name="Reason">What the system says.</param>
public sealed record EngineLogFailed(string Engine, string Group, int? Pid, int Attempt, OutputStream Stream, string Target, string Reason)
    : EngineEvent(Engine, Group, Pid, Attempt)
{
    /// <summary>Nothing is lost: the file can only not be set aside, and grows beyond its limit. No <see cref="EngineLogRecovered"/> follows.</summary>
    public bool OnlyGrows { get; init; }
}

/// <summary>A log target of an engine works again.</summary>
/// <param name="Engine">Instance name.</param>
/// <param name="Group">Its group.</param>
/// <param name="Pid">Process id of the leader.</param>
/// <param name="Attempt">Number of the attempt.</param>
/// <param name="Stream">The stream.</param>
/// <param name="Target">Path of the file or address of the syslog server.</param>
/// <param name="Lost">What was lost: bytes of a file, messages of a syslog server.</param>
public sealed record EngineLogRecovered(string Engine, string Group, int? Pid, int Attempt, OutputStream Stream, string Target, long Lost)
    : EngineEvent(Engine, Group, Pid, Attempt);
