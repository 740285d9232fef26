// The forms that RecordJson has to keep, as System.Text.Json writes and reads them: images of the program before and journals before were
// written so.
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Handover;
using Supervision.Actors.Heartbeats;
using Supervision.Actors.Settings;
using Supervision.Posix;

namespace Supervision.Actors.Tests.Support;

/// <summary>Trees.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters = [typeof(ExitStatusText), typeof(LogTargetText), typeof(StatusSetText)])]
[JsonSerializable(typeof(HandedTree))]
internal sealed partial class ReferenceHandoverJson : JsonSerializerContext;

/// <summary><c>0</c>, <c>s9</c>, <c>s11c</c> (with a core) or <c>?</c>.</summary>
internal sealed class ExitStatusText : JsonConverter<ExitStatus>
{
    public override ExitStatus Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString() ?? "";
        return text == "?" ? ExitStatus.Unknown
            : !text.StartsWith('s') ? ExitStatus.FromCode(Number(text))
            : ExitStatus.FromSignal(Number(text.TrimEnd('c')[1..]), text.EndsWith('c'));
    }

    public override void Write(Utf8JsonWriter writer, ExitStatus value, JsonSerializerOptions options) => writer.WriteStringValue(value switch
    {
        { Code: { } code } => code.ToString(CultureInfo.InvariantCulture),
        { Signal: { } signal } => string.Create(CultureInfo.InvariantCulture, $"s{signal}{(value.CoreDumped ? "c" : "")}"),
        _ => "?",
    });

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new JsonException($"'{text}' is no exit status");
}

/// <summary>The kind, and behind a blank the path.</summary>
internal sealed class LogTargetText : JsonConverter<LogTarget>
{
    public override LogTarget Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString() ?? "";
        return text switch
        {
            "inherit" => LogTarget.Inherit,
            "null" => LogTarget.Null,
            "pass-through" => LogTarget.PassThrough,
            "stdout" => LogTarget.Stdout,
            _ when text.StartsWith("file ", StringComparison.Ordinal) => LogTarget.File(text[5..]),
            _ => throw new JsonException($"'{text}' is no target of output"),
        };
    }

    public override void Write(Utf8JsonWriter writer, LogTarget value, JsonSerializerOptions options) => writer.WriteStringValue(value.Kind switch
    {
        LogTargetKind.Inherit => "inherit",
        LogTargetKind.Null => "null",
        LogTargetKind.PassThrough => "pass-through",
        LogTargetKind.Stdout => "stdout",
        _ => $"file {value.Path}",
    });
}

/// <summary>As it was written.</summary>
internal sealed class StatusSetText : JsonConverter<StatusSet>
{
    public override StatusSet Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        StatusSet.Parse(reader.GetString() ?? "") ?? throw new JsonException("no set of statuses");

    public override void Write(Utf8JsonWriter writer, StatusSet value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

/// <summary>Events.</summary>
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
[JsonSerializable(typeof(CommandGiven))]
[JsonSerializable(typeof(TreeStopped))]
[JsonSerializable(typeof(HandoverStarted))]
[JsonSerializable(typeof(HandoverRefused))]
[JsonSerializable(typeof(TreeTakenOver))]
internal sealed partial class ReferenceJournalJson : JsonSerializerContext;

/// <summary>An enumeration's names as <c>out-of-memory</c>.</summary>
internal sealed class KebabWord<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower)
    where T : struct, Enum;
