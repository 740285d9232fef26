namespace Supervision.Actors.Groups;

/// <summary>What a group knows of a group below it.</summary>
internal sealed class GroupEntry(GroupPlan plan, int order, IActorRef actor) : ChildEntry(plan.Settings.Name, order, actor)
{
    public GroupPlan Plan { get; set; } = plan;

    /// <summary>Restarts after it gave up.</summary>
    public required RestartBudget Restarts { get; init; }

    /// <summary>Its engines were started, as far as its own order goes.</summary>
    public bool IsUp { get; set; }

    /// <summary>It ended by itself, or gave up and stays down.</summary>
    public bool HasEnded { get; set; }

    /// <summary>When it is started again after it gave up, on the monotonic clock; null where that is not awaited.</summary>
    public long? StartAt { get; set; }

    public override bool IsWantedUp => !HasEnded && !IsLeaving;
}
