using System.Text.Json;
using System.Text.Json.Serialization;
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Heartbeats;
using Supervision.Actors.Settings;
using Supervision.Posix;

namespace Supervision.Actors.Journal;

/// <summary>How events are written; a test compares the list with the events that there are.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    Converters =
    [
        typeof(KebabWord<EngineState>), typeof(KebabWord<FailureKind>), typeof(KebabWord<FailureAction>), typeof(KebabWord<ProbeKind>),
        typeof(KebabWord<MemoryRule>), typeof(KebabWord<OutputStream>), typeof(KebabWord<ProgressState>),
        typeof(KebabWord<ProbeFault>),
    ])]
[JsonSerializable(typeof(EngineStarting))]
[JsonSerializable(typeof(EngineRunning))]
[JsonSerializable(typeof(EngineBackoff))]
[JsonSerializable(typeof(EngineStopping))]
[JsonSerializable(typeof(EngineExited))]
[JsonSerializable(typeof(EngineStopped))]
[JsonSerializable(typeof(EngineFatal))]
[JsonSerializable(typeof(EngineUnknown))]
[JsonSerializable(typeof(EngineReady))]
[JsonSerializable(typeof(EngineNotReady))]
[JsonSerializable(typeof(EngineWaiting))]
[JsonSerializable(typeof(EngineChildExited))]
[JsonSerializable(typeof(EngineLogFailed))]
[JsonSerializable(typeof(EngineLogRecovered))]
[JsonSerializable(typeof(EngineOutputDropped))]
[JsonSerializable(typeof(HeartbeatReceived))]
[JsonSerializable(typeof(HeartbeatMissed))]
[JsonSerializable(typeof(ProbeCompleted))]
[JsonSerializable(typeof(ProgressSampled))]
[JsonSerializable(typeof(LivenessSuppressed))]
[JsonSerializable(typeof(EngineStatusReported))]
[JsonSerializable(typeof(MemorySampled))]
[JsonSerializable(typeof(MemoryExceeded))]
[JsonSerializable(typeof(BudgetExhausted))]
[JsonSerializable(typeof(FailureClassified))]
[JsonSerializable(typeof(FailurePolicyApplied))]
[JsonSerializable(typeof(GateWaiting))]
[JsonSerializable(typeof(GatePassed))]
[JsonSerializable(typeof(GateFailed))]
[JsonSerializable(typeof(FilesRemoved))]
[JsonSerializable(typeof(HookCompleted))]
[JsonSerializable(typeof(EvidenceWritten))]
[JsonSerializable(typeof(JournalFailed))]
[JsonSerializable(typeof(JournalRecovered))]
[JsonSerializable(typeof(EngineScaled))]
[JsonSerializable(typeof(RollingRestartStarted))]
[JsonSerializable(typeof(RollingRestartEnded))]
[JsonSerializable(typeof(GroupRestarting))]
[JsonSerializable(typeof(GroupDown))]
[JsonSerializable(typeof(GroupAdded))]
[JsonSerializable(typeof(GroupRemoved))]
[JsonSerializable(typeof(EventsDropped))]
[JsonSerializable(typeof(StrangerReaped))]
[JsonSerializable(typeof(TreeStarted))]
[JsonSerializable(typeof(TreeStopping))]
[JsonSerializable(typeof(ConfigurationReloaded))]
[JsonSerializable(typeof(ReloadRefused))]
[JsonSerializable(typeof(TreeStopped))]
[JsonSerializable(typeof(HandoverStarted))]
[JsonSerializable(typeof(HandoverRefused))]
[JsonSerializable(typeof(TreeTakenOver))]
internal sealed partial class JournalJson : JsonSerializerContext;

/// <summary>An enumeration's names as <c>out-of-memory</c>.</summary>
internal sealed class KebabWord<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower)
    where T : struct, Enum;
