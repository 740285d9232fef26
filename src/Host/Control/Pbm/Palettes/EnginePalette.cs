using System.Text;
using Supervision.Pbm;
using Supervision.Posix;

namespace Supervision.Control.Pbm;

/// <summary><c>engine</c>: the engines and their processes.</summary>
internal sealed partial class EnginePalette(ISupervisionControl control, TimeProvider time) : ControlPalette(
    control, "engine", "Engines: list, why, start, stop, restart, tail, top, scale, ...",
    Define("list", "State of engines.", argument => Targets(argument).IsMandatory(false)),
    Define("info", "One engine with its settings.", Engine),
    Define(
        "why", "Why an engine is as it is: its last attempts with exit, reason and last lines of output, its budget, what comes next, and its events.", Engine,
        Switch("attempts", "How many attempts, 3 by default.", "-n", "--attempts"),
        Switch("events", "How many events, 15 by default.", "-e", "--events")),
    Define("start", "Have engines run; a backoff is skipped, and one that was given up on gets a fresh budget.", Targets, Wait, Timeout),
    Define("stop", "Have engines be down until they are started again; beats every restart rule.", Targets, Wait, Timeout),
    Define("restart", "Stop engines and start them again, all at once; costs nothing of their budgets.", Targets, Wait, Timeout),
    Define(
        "rolling-restart", "Restart the instances of engines one after the other, the next when enough of them are ready.", Targets,
        Switch("max-unavailable", "How many may be other than ready at a time, 1 by default.", "-m", "--max-unavailable"), Wait, Timeout),
    Define("hasten", "Skip the grace of stops that are under way: what still runs is killed at once.", Targets),
    Define(
        "scale", "Change how many instances of an engine run.",
        argument => argument.WithName("target").WithDescription("The engine.").IsMandatory().WithServerValues(),
        argument => argument.WithName("instances").WithDescription("1 to 256.").IsMandatory(), Wait, Timeout),
    Define(
        "signal", "Send a signal to the processes of engines.",
        argument => argument.WithName("signal").WithDescription("Name or number, such as HUP or 1.").IsMandatory().WithDefaultValues("HUP", "INT", "QUIT", "TERM", "USR1", "USR2"),
        Targets, Flag("whole-group", "The whole process group, and not only the leader.", "-g", "--whole-group")),
    DefineStream("tail", "The last lines that engines wrote, and with -f what they write.", Targets, Follow, Lines, Stream),
    DefineStream(
        "top", "The tree with uptime, restarts, CPU, memory and GPU memory, again and again. On a terminal 'pbm top' draws it on the whole screen.",
        Switch("interval", "Seconds between, 2 by default.", "-i", "--interval"),
        Switch("times", "How often; for ever by default.", "-n", "--times")),
    Define(
        "write", "Write a line to the standard input of an engine that has stdin = pipe.", Engine,
        argument => argument.WithName("text").WithDescription("The words of the line.").AllowsMultiple(),
        Flag("no-newline", "Without a line end.", "-N", "--no-newline"),
        Flag("close", "The engine reads the end of its input then.", "-c", "--close")))
{
    private const int MostInstances = 256;

    public override Task<int> ExecuteAsync(CommandContext context) => context.Command.Name switch
    {
        "list" => ListAsync(context),
        "info" => InfoAsync(context),
        "why" => WhyAsync(context),
        "start" => CommandAsync(context, (target, options) => Control.StartAsync(target, context.Caller, options, context.Cancellation)),
        "stop" => CommandAsync(context, (target, options) => Control.StopAsync(target, context.Caller, options, context.Cancellation)),
        "restart" => CommandAsync(context, (target, options) => Control.RestartAsync(target, context.Caller, options, context.Cancellation)),
        "rolling-restart" => RollAsync(context),
        "hasten" => CommandAsync(context, (target, _) => Control.HastenAsync(target, context.Caller, context.Cancellation)),
        "scale" => ScaleAsync(context),
        "signal" => SignalAsync(context),
        "tail" => OutputTail.RunAsync(Control, context),
        "top" => TopAsync(context),
        _ => WriteAsync(context),
    };

    private async Task<int> ListAsync(CommandContext context)
    {
        Target? target = null;
        if (context.Command.HasArgument("target") && !(TryTarget(context, out Target meant) && (target = meant) is not null))
            return await context.RefuseAsync("that is no target").ConfigureAwait(false);
        IReadOnlyList<EngineSnapshot> engines = await Control.ListAsync(target, false, context.Cancellation).ConfigureAwait(false);
        if (engines.Count == 0 && target is not null)
            return await context.NoneMeantAsync(target).ConfigureAwait(false);
        await context.TableAsync([.. engines.Select(engine => EngineFields.Row(engine, time.GetUtcNow()))], "no engines").ConfigureAwait(false);
        return 0;
    }

    private async Task<int> InfoAsync(CommandContext context)
    {
        string name = context.Command.ArgumentValue("engine")!;
        if (await Control.InfoAsync(name, context.Cancellation).ConfigureAwait(false) is not { } info)
            return await context.NoEngineAsync(name).ConfigureAwait(false);
        await context.RecordAsync([.. EngineFields.Info(info, time.GetUtcNow())]).ConfigureAwait(false);
        return 0;
    }

    private async Task<int> RollAsync(CommandContext context) =>
        Number(context, "max-unavailable", 1, 1, MostInstances) is { } most
            ? await CommandAsync(context, (target, options) => Control.RollingRestartAsync(target, context.Caller, most, options, context.Cancellation)).ConfigureAwait(false)
            : await context.RefuseAsync("--max-unavailable is a number from 1").ConfigureAwait(false);

    private async Task<int> ScaleAsync(CommandContext context) =>
        Number(context, "instances", 0, 1, MostInstances) is { } instances
            ? await CommandAsync(context, (target, options) => Control.ScaleAsync(target, instances, context.Caller, options, context.Cancellation)).ConfigureAwait(false)
            : await context.RefuseAsync($"'{context.Command.ArgumentValue("instances")}' is no number of instances from 1 to {MostInstances}").ConfigureAwait(false);

    private async Task<int> SignalAsync(CommandContext context)
    {
        string text = context.Command.ArgumentValue("signal")!;
        if (!Signals.TryParse(text, out int signal))
            return await context.RefuseAsync($"'{text}' is no signal").ConfigureAwait(false);
        bool all = context.Command.HasArgument("whole-group");
        return await CommandAsync(context, (target, _) => Control.SignalAsync(target, signal, context.Caller, all, context.Cancellation)).ConfigureAwait(false);
    }

    private async Task<int> WriteAsync(CommandContext context)
    {
        string text = string.Join(' ', context.Command.ArgumentValues("text"));
        bool close = context.Command.HasArgument("close");
        if (text.Length > 0 || !close)
            text += context.Command.HasArgument("no-newline") ? "" : "\n";
        EngineOutcome outcome = await Control.WriteStdinAsync(
            context.Command.ArgumentValue("engine")!, Encoding.UTF8.GetBytes(text), context.Caller, close, context.Cancellation).ConfigureAwait(false);
        return await context.ReportAsync(Task.FromResult(new CommandReport("write", outcome.Engine, [outcome]))).ConfigureAwait(false);
    }
}
