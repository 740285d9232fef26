using System.Globalization;
using Supervision.Pbm;

namespace Supervision.Control.Pbm;

/// <summary>Base of the palettes over the control service.</summary>
internal abstract class ControlPalette : PaletteHandler
{
    protected ControlPalette(ISupervisionControl control, string name, string description, params CommandDefinition[] commands)
        : base(new CommandPalette(name, commands) { Description = description }) => Control = control;

    protected ISupervisionControl Control { get; }

    /// <summary>Names of engines, and of groups where an argument is one.</summary>
    public override async Task<IEnumerable<string>> CompleteAsync(string command, string argument, string prefix, CancellationToken cancellation)
    {
        IReadOnlyList<EngineSnapshot> engines = await Control.ListAsync(null, false, cancellation).ConfigureAwait(false);
        return argument switch
        {
            "engine" => engines.Select(engine => engine.Name),
            "group" => engines.Select(engine => engine.Group).Distinct(),
            "target" => engines.SelectMany(engine => new[] { engine.Name, engine.Engine, "group:" + engine.Group }).Distinct().Append("all"),
            _ => [],
        };
    }

    protected static CommandDefinition Define(string name, string description, params Func<ArgumentDefinitionBuilder, ArgumentDefinitionBuilder>[] arguments) =>
        Builder(name, description, arguments).Build();

    protected static CommandDefinition DefineStream(string name, string description, params Func<ArgumentDefinitionBuilder, ArgumentDefinitionBuilder>[] arguments) =>
        Builder(name, description, arguments).Streams().Build();

    protected static ArgumentDefinitionBuilder Engine(ArgumentDefinitionBuilder argument) =>
        argument.WithName("engine").WithDescription("Name of an instance.").IsMandatory().WithServerValues();

    protected static ArgumentDefinitionBuilder Targets(ArgumentDefinitionBuilder argument) => argument.WithName("target")
        .WithDescription("Instance, engine or group; engine:NAME, group:NAME, a glob such as 'vllm-*', a label such as tier=gold, or all.")
        .IsMandatory().AllowsMultiple().WithServerValues();

    protected static ArgumentDefinitionBuilder Wait(ArgumentDefinitionBuilder argument) =>
        argument.WithName("wait").WithSwitch("-w").WithSwitch("--wait").IsFlag().WithDescription("Wait until it is done: ready after a start, down after a stop.");

    protected static ArgumentDefinitionBuilder Timeout(ArgumentDefinitionBuilder argument) =>
        argument.WithName("timeout").WithSwitch("-t").WithSwitch("--timeout").WithDescription("Longest wait in seconds, 60 by default; the command itself goes on.");

    protected static Func<ArgumentDefinitionBuilder, ArgumentDefinitionBuilder> Switch(string name, string description, params string[] words) =>
        argument => words.Aggregate(argument.WithName(name).WithDescription(description), (built, word) => built.WithSwitch(word));

    protected static Func<ArgumentDefinitionBuilder, ArgumentDefinitionBuilder> Flag(string name, string description, params string[] words) =>
        argument => Switch(name, description, words)(argument).IsFlag();

    protected static ArgumentDefinitionBuilder Follow(ArgumentDefinitionBuilder argument) =>
        Flag("follow", "Go on with what comes, across restarts, until it is cancelled.", "-f", "--follow")(argument);

    protected static ArgumentDefinitionBuilder Lines(ArgumentDefinitionBuilder argument) =>
        Switch("lines", "How many lines of the past, 10 by default.", "-n", "--lines")(argument);

    protected static ArgumentDefinitionBuilder Stream(ArgumentDefinitionBuilder argument) =>
        Switch("stream", "stdout, stderr or both; both by default.", "-s", "--stream")(argument).WithDefaultValues("stdout", "stderr", "both");

    /// <summary>The engines that a command is for.</summary>
    protected static bool TryTarget(CommandContext context, out Target target) =>
        Target.TryParse(string.Join(',', context.Command.ArgumentValues("target")), out target);

    /// <summary>A whole number of an argument; the default where it is not given, null where it is none or out of its range.</summary>
    protected static int? Number(CommandContext context, string argument, int missing, int least, int most) =>
        context.Command.ArgumentValue(argument) is not { } text ? missing
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most ? number
        : null;

    /// <summary>Seconds of an argument; the default where it is not given, null where they are none or out of their range.</summary>
    protected static TimeSpan? Seconds(CommandContext context, string argument, TimeSpan missing, double least, double most) =>
        context.Command.ArgumentValue(argument) is not { } text ? missing
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) && seconds >= least && seconds <= most
            ? TimeSpan.FromSeconds(seconds)
            : null;

    /// <summary>Carries out a command for engines, with its switches for waiting.</summary>
    protected static async Task<int> CommandAsync(CommandContext context, Func<Target, CommandOptions, Task<CommandReport>> run)
    {
        Target target = Target.Everything;
        if (context.Command.Definition.Argument("target") is not null && !TryTarget(context, out target))
            return await context.RefuseAsync("that is no target").ConfigureAwait(false);
        if (Seconds(context, "timeout", TimeSpan.FromSeconds(60), 0.001, 86400) is not { } timeout)
            return await context.RefuseAsync("--timeout is a number of seconds, up to 86400").ConfigureAwait(false);
        var options = new CommandOptions { Wait = context.Command.HasArgument("wait") || context.Command.HasArgument("timeout"), Timeout = timeout };
        return await context.ReportAsync(run(target, options)).ConfigureAwait(false);
    }

    private static CommandDefinitionBuilder Builder(string name, string description, Func<ArgumentDefinitionBuilder, ArgumentDefinitionBuilder>[] arguments) =>
        arguments.Aggregate(new CommandDefinitionBuilder().WithName(name).WithDescription(description), (built, argument) => built.WithArgument(argument));
}
