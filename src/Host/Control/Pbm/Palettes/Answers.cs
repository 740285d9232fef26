using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Supervision.Pbm;

namespace Supervision.Control.Pbm;

/// <summary>Answers in either form.</summary>
internal static class Answers
{
    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A table, or an object for each row. Without any row: a sentence, or nothing.</summary>
    public static async Task TableAsync(this CommandContext context, IReadOnlyList<Field[]> rows, string nothing)
    {
        if (context.Json)
        {
            foreach (Field[] row in rows)
                await context.RowAsync(Json(row)).ConfigureAwait(false);
            return;
        }
        if (rows.Count == 0)
        {
            await context.LineAsync(nothing).ConfigureAwait(false);
            return;
        }
        List<IReadOnlyList<string>> texts = [[.. rows[0].Select(field => field.Key.ToUpperInvariant().Replace('-', ' '))], .. rows.Select(row => row.Select(field => field.Shown).ToArray())];
        foreach (string line in TextTable.Lines(texts))
            await context.LineAsync(line).ConfigureAwait(false);
    }

    /// <summary>One thing: <c>key: value</c> lines without those that are null, or one object.</summary>
    public static async Task RecordAsync(this CommandContext context, params Field[] fields)
    {
        if (context.Json)
        {
            await context.RowAsync(Json(fields)).ConfigureAwait(false);
            return;
        }
        Field[] shown = [.. fields.Where(field => field.Value is not null)];
        int width = shown.Max(field => field.Key.Length) + 1;
        foreach (Field field in shown)
            await context.LineAsync($"{(field.Key.Replace('-', ' ') + ":").PadRight(width)}  {field.Shown}").ConfigureAwait(false);
    }

    /// <summary>What a command for engines came to; 1 where it failed for any, or for none at all.</summary>
    public static async Task<int> ReportAsync(this CommandContext context, Task<CommandReport> asked)
    {
        CommandReport report = await asked.ConfigureAwait(false);
        foreach (EngineOutcome one in report.Engines)
        {
            if (context.Json)
                await context.RowAsync(Json([new("engine", one.Engine), new("group", one.Group), new("status", Words.Of(one.Status)), new("message", one.Message)])).ConfigureAwait(false);
            else if (one.Succeeded)
                await context.LineAsync($"{one.Engine}: {one.Message}").ConfigureAwait(false);
            else
                await context.ProblemAsync($"{one.Engine}: {one.Message}").ConfigureAwait(false);
        }
        return report is { Succeeded: true, Engines.IsEmpty: false } ? 0 : 1;
    }

    /// <summary>What a command for the daemon came to.</summary>
    public static async Task<int> ReportAsync(this CommandContext context, Task<ControlResult> asked)
    {
        ControlResult result = await asked.ConfigureAwait(false);
        if (context.Json)
            await context.RowAsync(Json([new("status", Words.Of(result.Status)), new("message", result.Message)])).ConfigureAwait(false);
        else if (result.Succeeded)
            await context.LineAsync(result.Message).ConfigureAwait(false);
        else
            await context.ProblemAsync(result.Message).ConfigureAwait(false);
        return result.Succeeded ? 0 : 1;
    }

    /// <summary>Tells what is wrong with an argument.</summary>
    /// <returns>2.</returns>
    public static Task<int> RefuseAsync(this CommandContext context, string message) =>
        context.FailAsync($"{context.Command.Palette} {context.Command.Name}: {message}", 2);

    public static Task<int> NoEngineAsync(this CommandContext context, string name) => context.FailAsync($"there is no engine '{name}'");

    public static Task<int> NoneMeantAsync(this CommandContext context, Target target) => context.FailAsync($"'{target}' means no engine");

    /// <summary>Tells what went wrong.</summary>
    /// <returns>The code.</returns>
    public static async Task<int> FailAsync(this CommandContext context, string message, int code = 1)
    {
        await context.ProblemAsync(message).ConfigureAwait(false);
        return code;
    }

    public static string Json(Field[] fields)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, _options))
        {
            json.WriteStartObject();
            foreach (Field field in fields)
                field.Write(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
