using Supervision.Actors.Journal;
using Supervision.Pbm;

namespace Supervision.Control.Pbm;

/// <summary><c>event</c>: what happened, and what happens.</summary>
internal sealed class EventPalette(ISupervisionControl control) : ControlPalette(
    control, "event", "Events of the tree: tail, history.",
    DefineStream(
        "tail", "Each event as it happens, until it is cancelled.", Names, EngineSwitch,
        Switch("after", "First those of the past with a greater number.", "-a", "--after"),
        Flag("samples", "Heartbeats and samples of memory and progress as well.", "-s", "--samples")),
    Define(
        "history", "The last events, as far as the journal's memory goes.", Names, EngineSwitch,
        Switch("after", "Only those with a greater number.", "-a", "--after"),
        Switch("count", "How many, 50 by default.", "-n", "--count")))
{
    private const int Most = 100_000;

    public override async Task<int> ExecuteAsync(CommandContext context)
    {
        if (Number(context, "after", -1, 0, int.MaxValue) is not { } after)
            return await context.RefuseAsync("--after is the number of an event").ConfigureAwait(false);
        Target? target = null;
        if (context.Command.ArgumentValue("engine") is { } engines)
        {
            if (!Target.TryParse(engines, out Target meant))
                return await context.RefuseAsync("that is no target").ConfigureAwait(false);
            target = meant;
        }
        bool history = context.Command.Name == "history";
        if (Number(context, "count", 50, 1, Most) is not { } count)
            return await context.RefuseAsync($"--count is a number up to {Most}").ConfigureAwait(false);
        string[] names = [.. context.Command.ArgumentValues("names")];
        if (EventNames.ProblemOf(names) is { } problem)
            return await context.RefuseAsync(problem).ConfigureAwait(false);
        if (target is not (null or Target.All) && (await Control.ListAsync(target, false, context.Cancellation).ConfigureAwait(false)).Count == 0)
            return await context.NoneMeantAsync(target).ConfigureAwait(false);
        var query = new EventQuery
        {
            After = after >= 0 ? after : history ? 0 : null,
            Names = names,
            Target = target,
            Samples = context.Command.HasArgument("samples"),
        };
        if (history)
        {
            foreach (ControlEvent value in await Control.HistoryAsync(query, count, context.Cancellation).ConfigureAwait(false))
                await PutAsync(context, value).ConfigureAwait(false);
            return 0;
        }
        await foreach (ControlEvent value in Control.Subscribe(query, context.Cancellation).ConfigureAwait(false))
            await PutAsync(context, value).ConfigureAwait(false);
        return 0;
    }

    private static ArgumentDefinitionBuilder Names(ArgumentDefinitionBuilder argument) =>
        argument.WithName("names").WithDescription("Names of events, with * and ?, such as 'engine-*'; all by default.").AllowsMultiple()
            .WithDefaultValues("engine-exited", "engine-fatal", "engine-ready", "engine-not-ready", "failure-classified", "command-given", "configuration-reloaded");

    private static ArgumentDefinitionBuilder EngineSwitch(ArgumentDefinitionBuilder argument) =>
        argument.WithName("engine").WithSwitch("-e").WithSwitch("--engine").WithDescription("Only those of engines that this target means.").WithServerValues();

    private static ValueTask PutAsync(CommandContext context, ControlEvent value) =>
        context.Json ? context.RowAsync(value.Json) : context.LineAsync(JournalText.Line(value.Json));
}
