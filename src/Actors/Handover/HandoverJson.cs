using System.Globalization;
using System.Text.Json;
using Supervision.Actors.Settings;
using Supervision.Posix;

namespace Supervision.Actors.Handover;

/// <summary>How a tree is written for the next image.</summary>
[RecordJson(Writes = [typeof(HandedTree)], Reads = [typeof(HandedTree)])]
internal static partial class HandoverJson
{
    /// <summary><c>0</c>, <c>s9</c>, <c>s11c</c> (with a core) or <c>?</c>.</summary>
    private static void WriteExit(Utf8JsonWriter writer, ExitStatus value) => writer.WriteStringValue(value switch
    {
        { Code: { } code } => code.ToString(CultureInfo.InvariantCulture),
        { Signal: { } signal } => string.Create(CultureInfo.InvariantCulture, $"s{signal}{(value.CoreDumped ? "c" : "")}"),
        _ => "?",
    });

    private static ExitStatus ReadExit(JsonElement json)
    {
        var text = json.GetString() ?? "";
        return text == "?" ? ExitStatus.Unknown
            : !text.StartsWith('s') ? ExitStatus.FromCode(Number(text))
            : ExitStatus.FromSignal(Number(text.TrimEnd('c')[1..]), text.EndsWith('c'));
    }

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new JsonException($"'{text}' is no exit status");

    /// <summary>The kind, and behind a blank the path.</summary>
    private static void WriteTarget(Utf8JsonWriter writer, LogTarget value) => writer.WriteStringValue(value.Kind switch
    {
        LogTargetKind.Inherit => "inherit",
        LogTargetKind.Null => "null",
        LogTargetKind.PassThrough => "pass-through",
        LogTargetKind.Stdout => "stdout",
        _ => $"file {value.Path}",
    });

    private static LogTarget ReadTarget(JsonElement json)
    {
        var text = json.GetString() ?? "";
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

    /// <summary>As it was written.</summary>
    private static void WriteStatuses(Utf8JsonWriter writer, StatusSet value) => writer.WriteStringValue(value.ToString());

    private static StatusSet ReadStatuses(JsonElement json) => StatusSet.Parse(json.GetString() ?? "") ?? throw new JsonException("no set of statuses");
}
