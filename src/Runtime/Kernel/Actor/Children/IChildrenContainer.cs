using System.Diagnostics.CodeAnalysis;

namespace Supervision.Actor.Internal;

/// <summary>The children of an actor, for reading.</summary>
public interface IChildrenContainer
{
    /// <summary>The children in order of creation.</summary>
    IReadOnlyCollection<IInternalActorRef> Children { get; }

    /// <summary>The statistics of all children in order of creation.</summary>
    IReadOnlyCollection<ChildRestartStats> Stats { get; }

    /// <summary>True unless the actor waits for children before it restarts or stops.</summary>
    bool IsNormal { get; }

    /// <summary>True while the actor stops, and afterwards.</summary>
    bool IsTerminating { get; }

    /// <summary>True when the actor is a child.</summary>
    bool Contains(IActorRef actor);

    /// <summary>Finds a child by name.</summary>
    bool TryGetByName(string name, [NotNullWhen(true)] out IChildStats? stats);

    /// <summary>Finds a child by reference.</summary>
    bool TryGetByRef(IActorRef actor, [NotNullWhen(true)] out ChildRestartStats? stats);
}
