// The answer to "why did it restart last night": what it is now and what comes next, its attempts with their evidence, and what the journal has on it.
using Supervision.Actors.Engines;
using Supervision.Actors.Journal;
using Supervision.Pbm;

namespace Supervision.Control.Pbm;

internal sealed partial class EnginePalette
{
    private const int MostEvents = 1000;

    private async Task<int> WhyAsync(CommandContext context)
    {
        string name = context.Command.ArgumentValue("engine")!;
        if (Number(context, "attempts", 3, 0, 1000) is not { } attempts || Number(context, "events", 15, 0, MostEvents) is not { } most)
            return await context.RefuseAsync("--attempts and --events are numbers up to 1000").ConfigureAwait(false);
        if (await Control.WhyAsync(name, context.Cancellation).ConfigureAwait(false) is not { } report)
            return await context.NoEngineAsync(name).ConfigureAwait(false);
        var query = new EventQuery { After = 0, Target = new Target.Named(name) };
        IReadOnlyList<ControlEvent> events = await Control.HistoryAsync(query, MostEvents, context.Cancellation).ConfigureAwait(false);
        string[] own = [.. events.Where(one => one.Name != "command-given" || Concerns(one.Json, name)).TakeLast(most).Select(one => one.Json)];
        EngineAttempt[] last = [.. report.Attempts.TakeLast(attempts).Reverse()];
        if (context.Json)
            await context.RowAsync(WhyJson.Of(report, last, own)).ConfigureAwait(false);
        else
            foreach (string line in WhyText.Lines(report, last, own, time.GetUtcNow()))
                await context.LineAsync(line).ConfigureAwait(false);
        return 0;
    }

    // Commands are for targets; those that name the engine, or everything, are of interest.
    private static bool Concerns(string json, string engine)
    {
        using var document = System.Text.Json.JsonDocument.Parse(json);
        return document.RootElement.TryGetProperty("target", out var target) && target.GetString() is { } text
            && (text == "all" || text.Split(',').Any(one => one == engine || one.EndsWith(':' + engine, StringComparison.Ordinal)));
    }
}
