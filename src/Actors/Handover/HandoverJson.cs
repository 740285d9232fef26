using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Supervision.Actors.Settings;
using Supervision.Posix;

namespace Supervision.Actors.Handover;

/// <summary>How a tree is written for the next image.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters = [typeof(ExitStatusText), typeof(LogTargetText), typeof(StatusSetText)])]
[JsonSerializable(typeof(HandedTree))]
internal sealed partial class HandoverJson : JsonSerializerContext;

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
