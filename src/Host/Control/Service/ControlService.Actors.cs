// The actor system, seen from outside: only what references of both kernels tell.
namespace Supervision.Control;

public sealed partial class ControlService
{
    private const int Deepest = 64;

    /// <inheritdoc/>
    public Task<ActorNode?> ActorsAsync(string path, int depth, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentOutOfRangeException.ThrowIfNegative(depth);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(depth, Deepest);
        return Task.Run(() => FindActor(path) is { } actor ? NodeOf(actor, depth) : null, cancellation);
    }

    /// <inheritdoc/>
    public Task<ControlResult> StopActorAsync(string path, ControlCaller by, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(by);
        var result = FindActor(path) is not { } actor
            ? new ControlResult(CommandStatus.NotFound, $"there is no actor {path}")
            : !IsTheHosts(actor)
                ? new ControlResult(CommandStatus.NotPossible, "only actors of the host are stopped by hand; for engines there is stop")
                : StopActor(actor);
        Note("stop-actor", path, by, result.Message);
        return Task.FromResult(result);
    }

    private ControlResult StopActor(IActorRef actor)
    {
        _tree.System.Stop(actor);
        return new ControlResult(CommandStatus.Ok, "stopping");
    }

    private static bool IsTheHosts(IActorRef actor) =>
        actor.Path.Elements is [var root, var top, ..] && root == "user" && top != "supervision"
        && !top.StartsWith("supervision-control-", StringComparison.Ordinal);

    private IActorRef? FindActor(string path)
    {
        IActorRef actor = ((ExtendedActorSystem)_tree.System).Provider.RootGuardian;
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (actor is not ActorRefWithCell cell || cell.Children.FirstOrDefault(child => child.Path.Name == name) is not { } child)
            {
                return null;
            }

            actor = child;
        }

        return actor;
    }

    private static ActorNode NodeOf(IActorRef actor, int depth)
    {
        var cell = actor as ActorRefWithCell;
        var children = cell?.Children.ToList() ?? [];
        var path = "/" + string.Join('/', actor.Path.Elements);
        return new ActorNode(
            path == "/" || actor.Path.Elements.Count == 0 ? "/" : path,
            cell?.Underlying?.Props.Type.Name ?? actor.GetType().Name,
            cell?.Underlying?.NumberOfMessages,
            children.Count,
            depth == 0 ? [] : [.. children.Select(child => NodeOf(child, depth - 1))]);
    }
}
