using Supervision.Pbm;

namespace Supervision.Control.Pbm;

/// <summary><c>system</c>: the daemon itself.</summary>
internal sealed class SystemPalette(ISupervisionControl control, PbmHost host) : ControlPalette(
    control, "system", "The daemon: info, uptime, re-exec, shutdown.",
    Define("info", "Version, process, memory, listeners, and what the pbm server has seen."),
    Define("uptime", "How long it has been running."),
    Define("re-exec", "Replace the running program by a new one that takes the engines over."),
    Define(
        "shutdown", "Stop every engine in order, and then the daemon. A second time it waits for nothing any more.",
        Flag("now", "Skip every grace at once.", "--now")))
{
    public override Task<int> ExecuteAsync(CommandContext context) => context.Command.Name switch
    {
        "info" => InfoAsync(context),
        "uptime" => UptimeAsync(context),
        "re-exec" => context.ReportAsync(Control.ReexecAsync(context.Caller, context.Cancellation)),
        _ => context.ReportAsync(Control.ShutdownAsync(context.Caller, context.Command.HasArgument("now"), context.Cancellation)),
    };

    private async Task<int> InfoAsync(CommandContext context)
    {
        SystemInfo info = await Control.SystemAsync(context.Cancellation).ConfigureAwait(false);
        PbmStatistics pbm = host.Statistics;
        await context.RecordAsync(
            new("host", info.Host), new("pid", info.Pid), new("version", info.Version), new("commit", info.Commit), new("runtime", info.Runtime),
            new("actor-system", info.ActorSystem), new("started", info.Started, EngineFields.Time(info.Started)),
            new("uptime", info.Uptime, HumanText.Duration(info.Uptime)), new("processors", info.Processors),
            new("memory", info.Memory, HumanText.Bytes(info.Memory)), new("group-memory", info.GroupMemory, HumanText.Bytes(info.GroupMemory)),
            new("group-memory-limit", info.GroupMemoryLimit, HumanText.Bytes(info.GroupMemoryLimit)), new("out-of-memory-kills", info.OutOfMemoryKills),
            new("last-event", info.LastEvent), new("endpoints", info.Endpoints.AddRange(host.Endpoints.RemoveRange(info.Endpoints))),
            new("pbm-connections", pbm.Connections), new("pbm-accepted", pbm.Accepted), new("pbm-refused", pbm.Refused), new("pbm-cut-off", pbm.CutOff),
            new("pbm-commands", pbm.Commands), new("pbm-running", pbm.Running)).ConfigureAwait(false);
        return 0;
    }

    private async Task<int> UptimeAsync(CommandContext context)
    {
        SystemInfo info = await Control.SystemAsync(context.Cancellation).ConfigureAwait(false);
        if (context.Json)
            await context.RecordAsync(new("started", info.Started), new("uptime", info.Uptime)).ConfigureAwait(false);
        else
            await context.LineAsync($"up {HumanText.Duration(info.Uptime)}, since {EngineFields.Time(info.Started)}").ConfigureAwait(false);
        return 0;
    }
}
