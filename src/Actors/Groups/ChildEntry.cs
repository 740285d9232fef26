namespace Supervision.Actors.Groups;

/// <summary>What a group knows of one of its children.</summary>
internal abstract class ChildEntry(string name, int order, IActorRef actor)
{
    public string Name { get; } = name;

    /// <summary>Position in the start order; the groups below come after the engines.</summary>
    public int Order { get; set; } = order;

    public IActorRef Actor { get; } = actor;

    /// <summary>It leaves the group when it is down.</summary>
    public bool IsLeaving { get; set; }

    public IReadOnlyList<string> Survivors { get; set; } = [];

    /// <summary>Whether a plan starts it when its turn comes.</summary>
    public abstract bool IsWantedUp { get; }
}
