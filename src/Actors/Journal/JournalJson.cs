using System.Text.Json;
using Supervision.Actors.Events;
using Supervision.Posix;

namespace Supervision.Actors.Journal;

/// <summary>How events are written; a test compares the list with the events that there are.</summary>
[RecordJson(
    OmitNulls = true,
    Words = true,
    PlainNames = [typeof(SampleState)],
    Computed = true,
    Writes =
    [
        typeof(EngineStarting), typeof(EngineRunning), typeof(EngineBackoff), typeof(EngineStopping), typeof(EngineExited),
        typeof(EngineStopped), typeof(EngineFatal), typeof(EngineUnknown), typeof(EngineReady), typeof(EngineNotReady),
        typeof(EngineWaiting), typeof(EngineChildExited), typeof(EngineLogFailed), typeof(EngineLogRecovered),
        typeof(EngineOutputDropped), typeof(HeartbeatReceived), typeof(HeartbeatMissed), typeof(ProbeCompleted), typeof(ProgressSampled),
        typeof(LivenessSuppressed), typeof(EngineStatusReported), typeof(MemorySampled), typeof(MemoryExceeded), typeof(BudgetExhausted),
        typeof(FailureClassified), typeof(FailurePolicyApplied), typeof(GateWaiting), typeof(GatePassed), typeof(GateFailed),
        typeof(FilesRemoved), typeof(HookCompleted), typeof(EvidenceWritten), typeof(JournalFailed), typeof(JournalRecovered),
        typeof(EngineScaled), typeof(RollingRestartStarted), typeof(RollingRestartEnded), typeof(GroupRestarting), typeof(GroupDown),
        typeof(GroupAdded), typeof(GroupRemoved), typeof(EventsDropped), typeof(StrangerReaped), typeof(TreeStarted),
        typeof(TreeStopping), typeof(ConfigurationReloaded), typeof(ReloadRefused), typeof(CommandGiven), typeof(TreeStopped),
        typeof(HandoverStarted), typeof(HandoverRefused), typeof(TreeTakenOver),
    ])]
internal static partial class JournalJson;
