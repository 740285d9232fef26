using Supervision.Actors.Engines;
using Supervision.Pbm;

namespace Supervision.Control.Pbm;

/// <summary><c>cluster</c>: this host in one line; pbm puts the lines of several hosts together.</summary>
internal sealed class ClusterPalette(ISupervisionControl control) : ControlPalette(
    control, "cluster", "This host, and with several --host those: show.",
    Define("show", "One line for each host that pbm was given: whether it answers, and how its engines are."))
{
    public override async Task<int> ExecuteAsync(CommandContext context)
    {
        IReadOnlyList<EngineSnapshot> engines = await Control.ListAsync(null, false, context.Cancellation).ConfigureAwait(false);
        SystemInfo system = await Control.SystemAsync(context.Cancellation).ConfigureAwait(false);
        Field[] row =
        [
            new("host", system.Host), new("state", "up"), new("engines", engines.Count), new("running", engines.Count(engine => engine.Pid is not null)),
            new("ready", engines.Count(engine => engine.Readiness == Readiness.Ready)),
            new("failed", engines.Count(engine => engine.State is EngineState.Fatal or EngineState.Backoff or EngineState.Unknown)),
            new("uptime", HumanText.Duration(system.Uptime)), new("version", system.Version),
        ];
        await context.TableAsync([row], "").ConfigureAwait(false);
        if (!context.Json)
            await context.LineAsync("Count: 1 host").ConfigureAwait(false);
        return 0;
    }
}
