using Supervision.Pbm;

namespace Supervision.Control.Pbm;

/// <summary><c>actor</c>: the actor system, for diagnosis.</summary>
internal sealed class ActorPalette(ISupervisionControl control) : ControlPalette(
    control, "actor", "Actors: system, hierarchy, path, children, mailbox, stop.",
    Define("system", "Name of the actor system."),
    Define(
        "hierarchy", "The paths of actors, one in a line.",
        Switch("depth", "Levels of children, 4 by default, to 64.", "-d", "--depth"),
        Switch("start", "Where to begin, /user by default.", "-s", "--start")),
    Define("path", "One actor: its class, its mailbox, its children.", Path),
    Define("children", "The children of an actor.", Path),
    Define(
        "mailbox", "How many messages wait for each actor, the longest queue first.",
        Switch("start", "Where to begin, /user by default.", "-s", "--start"),
        Flag("all", "Empty mailboxes as well.", "-a", "--all")),
    Define("stop", "Stop an actor of the host; those of the tree, the kernel and control are refused.", Path))
{
    private const int Deepest = 64;

    public override async Task<int> ExecuteAsync(CommandContext context)
    {
        if (context.Command.Name == "system")
        {
            SystemInfo info = await Control.SystemAsync(context.Cancellation).ConfigureAwait(false);
            await context.RecordAsync(new Field("system", info.ActorSystem), new Field("uptime", info.Uptime, HumanText.Duration(info.Uptime))).ConfigureAwait(false);
            return 0;
        }
        string path = context.Command.ArgumentValue("path") ?? context.Command.ArgumentValue("start") ?? "/user";
        if (context.Command.Name == "stop")
            return await context.ReportAsync(Control.StopActorAsync(path, context.Caller, context.Cancellation)).ConfigureAwait(false);
        int? depth = context.Command.Name switch
        {
            "path" => 0,
            "children" => 1,
            "mailbox" => Deepest,
            _ => Number(context, "depth", 4, 0, Deepest),
        };
        if (depth is not { } levels)
            return await context.RefuseAsync($"--depth is a number up to {Deepest}").ConfigureAwait(false);
        if (await Control.ActorsAsync(path, levels, context.Cancellation).ConfigureAwait(false) is not { } root)
        {
            await context.ProblemAsync($"there is no actor {path}").ConfigureAwait(false);
            return 1;
        }
        return context.Command.Name switch
        {
            "path" => await PathAsync(context, root).ConfigureAwait(false),
            "hierarchy" => await HierarchyAsync(context, root).ConfigureAwait(false),
            "children" => await ListAsync(context, root.Children).ConfigureAwait(false),
            _ => await ListAsync(
                context, All(root).Where(actor => actor.Messages > 0 || context.Command.HasArgument("all")).OrderByDescending(actor => actor.Messages ?? 0))
                .ConfigureAwait(false),
        };
    }

    private static ArgumentDefinitionBuilder Path(ArgumentDefinitionBuilder argument) =>
        argument.WithName("path").WithDescription("Such as /user/supervision.").IsMandatory().WithServerValues();

    public override async Task<IEnumerable<string>> CompleteAsync(string command, string argument, string prefix, CancellationToken cancellation)
    {
        string parent = prefix.LastIndexOf('/') is > 0 and var slash ? prefix[..slash] : "/";
        ActorNode? node = await Control.ActorsAsync(parent, 1, cancellation).ConfigureAwait(false);
        return node?.Children.Select(child => child.Path) ?? [];
    }

    private static async Task<int> PathAsync(CommandContext context, ActorNode actor)
    {
        await context.RecordAsync(
            new Field("path", actor.Path), new Field("type", actor.Type), new Field("messages", actor.Messages), new Field("children", actor.ChildCount)).ConfigureAwait(false);
        return 0;
    }

    private static async Task<int> HierarchyAsync(CommandContext context, ActorNode root)
    {
        foreach (ActorNode actor in All(root))
            await (context.Json ? context.RowAsync(Answers.Json([.. Fields(actor)])) : context.LineAsync(actor.Path)).ConfigureAwait(false);
        return 0;
    }

    private static async Task<int> ListAsync(CommandContext context, IEnumerable<ActorNode> actors)
    {
        await context.TableAsync([.. actors.Select(actor => Fields(actor).ToArray())], "none").ConfigureAwait(false);
        return 0;
    }

    private static IEnumerable<Field> Fields(ActorNode actor) =>
    [
        new("messages", actor.Messages), new("children", actor.ChildCount), new("type", actor.Type), new("path", actor.Path),
    ];

    private static IEnumerable<ActorNode> All(ActorNode root) => root.Children.SelectMany(All).Prepend(root);
}
