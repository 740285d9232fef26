// The tree, again and again. How often a client draws it is its own affair; an answer that nobody reads holds up this command only.
using System.Globalization;
using Supervision.Pbm;

namespace Supervision.Control.Pbm;

internal sealed partial class EnginePalette
{
    private async Task<int> TopAsync(CommandContext context)
    {
        if (Seconds(context, "interval", TimeSpan.FromSeconds(2), 0.2, 3600) is not { } interval)
            return await context.RefuseAsync("--interval is a number of seconds from 0.2 to 3600").ConfigureAwait(false);
        if (Number(context, "times", int.MaxValue, 1, int.MaxValue) is not { } times)
            return await context.RefuseAsync("--times is a number from 1").ConfigureAwait(false);
        for (int i = 0; i < times; i++)
        {
            if (i > 0)
                await Task.Delay(interval, time, context.Cancellation).ConfigureAwait(false);
            IReadOnlyList<EngineSnapshot> engines = await Control.ListAsync(null, gpu: true, context.Cancellation).ConfigureAwait(false);
            SystemInfo system = await Control.SystemAsync(context.Cancellation).ConfigureAwait(false);
            await ShowAsync(context, engines, system, first: i == 0).ConfigureAwait(false);
        }
        return 0;
    }

    private async Task ShowAsync(CommandContext context, IReadOnlyList<EngineSnapshot> engines, SystemInfo system, bool first)
    {
        DateTimeOffset now = time.GetUtcNow();
        Field[][] rows = [.. engines.Select(engine => EngineFields.Top(engine, now))];
        double? cpu = engines.Any(engine => engine.Cpu is not null) ? engines.Sum(engine => engine.Cpu ?? 0) : null;
        long? memory = engines.Any(engine => engine.Memory is not null) ? engines.Sum(engine => engine.Memory ?? 0) : null;
        if (context.Json)
        {
            Field[] all =
            [
                new("time", now), new("host", system.Host), new("version", system.Version), new("uptime", HumanText.Duration(system.Uptime)),
                new("cpu", cpu), new("memory", memory), new("engines", rows),
            ];
            await context.RowAsync(Answers.Json(all)).ConfigureAwait(false);
            return;
        }
        if (!first)
            await context.LineAsync("").ConfigureAwait(false);
        int ready = engines.Count(engine => engine.Readiness == Actors.Engines.Readiness.Ready);
        await context.LineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{EngineFields.Time(now)}  {system.Host}  up {HumanText.Duration(system.Uptime)}  {engines.Count} engines, {ready} ready  cpu {HumanText.Cpu(cpu)}  memory {HumanText.Bytes(memory)}"))
            .ConfigureAwait(false);
        await context.TableAsync(rows, "no engines").ConfigureAwait(false);
    }
}
