using Supervision.Pbm;

namespace Supervision.Control.Pbm;

/// <summary><c>group</c>: groups and all their engines at once.</summary>
internal sealed class GroupPalette(ISupervisionControl control) : ControlPalette(
    control, "group", "Groups: list, start, stop, restart.",
    Define("list", "The groups in order of priority."),
    Define("start", "Have all engines of a group run.", Group, Wait, Timeout),
    Define("stop", "Have all engines of a group be down until they are started again.", Group, Wait, Timeout),
    Define("restart", "Stop all engines of a group and start them again.", Group, Wait, Timeout))
{
    public override Task<int> ExecuteAsync(CommandContext context) => context.Command.Name switch
    {
        "list" => ListAsync(context),
        "start" => OnGroupAsync(context, (target, options) => Control.StartAsync(target, context.Caller, options, context.Cancellation)),
        "stop" => OnGroupAsync(context, (target, options) => Control.StopAsync(target, context.Caller, options, context.Cancellation)),
        _ => OnGroupAsync(context, (target, options) => Control.RestartAsync(target, context.Caller, options, context.Cancellation)),
    };

    private static ArgumentDefinitionBuilder Group(ArgumentDefinitionBuilder argument) =>
        argument.WithName("group").WithDescription("Name of the group.").IsMandatory().WithServerValues();

    private async Task<int> ListAsync(CommandContext context)
    {
        IReadOnlyList<GroupSnapshot> groups = await Control.GroupsAsync(context.Cancellation).ConfigureAwait(false);
        Field[][] rows =
        [
            .. groups.Select(group => new Field[]
            {
                new("group", group.Name), new("parent", group.Parent), new("strategy", group.Strategy), new("priority", group.Priority),
                new("engines", group.Engines.Length), new("running", group.Running), new("ready", group.Ready),
            }),
        ];
        await context.TableAsync(rows, "no groups").ConfigureAwait(false);
        return 0;
    }

    private async Task<int> OnGroupAsync(CommandContext context, Func<Target, CommandOptions, Task<CommandReport>> run)
    {
        string name = context.Command.ArgumentValue("group")!;
        IReadOnlyList<GroupSnapshot> groups = await Control.GroupsAsync(context.Cancellation).ConfigureAwait(false);
        if (groups.All(group => group.Name != name))
            return await context.FailAsync($"there is no group '{name}'").ConfigureAwait(false);
        return await CommandAsync(context, (_, options) => run(new Target.Group(name), options)).ConfigureAwait(false);
    }
}
