using System.Buffers;
using System.Text.Json;
using Supervision.Actors.Engines;

namespace Supervision.Control.Http;

/// <summary>How the API's types are written: camelCase, words as <c>not-ready</c>, times in seconds, nothing where there is nothing.</summary>
[RecordJson(
    OmitNulls = true,
    Words = true,
    Computed = true,
    Strict = true,
    MaxDepth = 80,
    Writes =
    [
        typeof(EnginesAnswer), typeof(GroupsAnswer), typeof(EngineInfo), typeof(EngineReport), typeof(CommandReport), typeof(EngineOutcome),
        typeof(ControlResult), typeof(ConfigurationAnswer), typeof(ActorNode), typeof(SystemInfo), typeof(LevelBody), typeof(Problem),
        typeof(WatchdogAnswer),
    ],
    Reads =
    [
        typeof(LevelBody), typeof(DesiredBody), typeof(WaitBody), typeof(RollBody), typeof(InstancesBody), typeof(SignalBody), typeof(BeatBody),
        typeof(ShutdownBody), typeof(MarkBody),
    ])]
internal static partial class ControlJson
{
    /// <summary>One value as the bytes of its text.</summary>
    public static ReadOnlyMemory<byte> BytesOf<T>(T value, Action<Utf8JsonWriter, T> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            write(writer, value);
        }

        return bytes.WrittenMemory;
    }

    /// <summary>Times as seconds with three digits behind the point.</summary>
    private static void WriteSeconds(Utf8JsonWriter writer, TimeSpan value) => writer.WriteNumberValue(Math.Round(value.TotalSeconds, 3));
}
