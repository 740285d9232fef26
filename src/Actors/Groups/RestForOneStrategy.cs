using System.Collections.Immutable;

namespace Supervision.Actors.Groups;

/// <summary>
/// OTP's rest_for_one for actors: the directive for a failed child is also applied to its siblings that started after it. Groups of engines
/// have their own way of doing the same (<see cref="Settings.GroupStrategy.RestForOne"/>), because processes take time to stop.
/// </summary>
public sealed class RestForOneStrategy : OneForOneStrategy
{
    private readonly ImmutableArray<string> _order;

    /// <summary>Makes the strategy.</summary>
    /// <param name="startOrder">Names of the children in start order; one that is not listed is restarted alone.</param>
    /// <param name="decider">What to do about an exception.</param>
    /// <param name="maxNrOfRetries">Restarts of a child, those for its siblings included, before it is stopped; negative, the default, for no limit.</param>
    /// <param name="withinTimeMilliseconds">The window for them; negative, the default, for none.</param>
    public RestForOneStrategy(
        IEnumerable<string> startOrder, Func<Exception, Directive> decider, int maxNrOfRetries = -1, int withinTimeMilliseconds = -1)
        : base(maxNrOfRetries, withinTimeMilliseconds, decider)
    {
        _order = [.. startOrder];
    }

    /// <inheritdoc/>
    public override void ProcessFailure(
        IActorContext context, bool restart, IActorRef child, Exception cause, ChildRestartStats stats,
        IReadOnlyCollection<ChildRestartStats> children)
    {
        var place = _order.IndexOf(child.Path.Name);
        List<ChildRestartStats> affected =
        [
            .. children.Where(one => one.Child.Equals(child) || (place >= 0 && _order.IndexOf(one.Child.Path.Name) > place))
                .OrderBy(one => _order.IndexOf(one.Child.Path.Name)),
        ];

        // Every one is asked: each must count this restart, also when another has none left.
        var all = restart;
        foreach (var one in affected)
        {
            all &= restart && one.RequestRestartPermission(MaxNumberOfRetries, WithinTimeRangeMilliseconds);
        }

        foreach (var one in affected)
        {
            if (all)
            {
                RestartChild(one.Child, cause, suspendFirst: !one.Child.Equals(child));
            }
            else
            {
                context.Stop(one.Child);
            }
        }
    }
}
