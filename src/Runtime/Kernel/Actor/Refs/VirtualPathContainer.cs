using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Supervision.Actor;

/// <summary>Gives names to references that have no parent actor, such as the receivers of asks below <c>/temp</c>.</summary>
public class VirtualPathContainer : MinimalActorRef
{
    private readonly ConcurrentDictionary<string, IInternalActorRef> _children = new();

    /// <summary>Makes an empty container at <paramref name="path"/>.</summary>
    public VirtualPathContainer(IActorRefProvider provider, ActorPath path, IInternalActorRef parent)
    {
        Provider = provider;
        Path = path;
        Parent = parent;
    }

    /// <inheritdoc/>
    public override ActorPath Path { get; }

    /// <inheritdoc/>
    public override IActorRefProvider Provider { get; }

    /// <inheritdoc/>
    public override IInternalActorRef Parent { get; }

    /// <summary>True when at least one reference is registered.</summary>
    public bool HasChildren => !_children.IsEmpty;

    /// <summary>Registers a reference under a name; the last registration wins.</summary>
    public void AddChild(string name, IInternalActorRef actor) => _children[name] = actor;

    /// <summary>Removes a name; does nothing when it is unknown.</summary>
    public void RemoveChild(string name) => _children.TryRemove(name, out _);

    /// <summary>Finds a reference by name.</summary>
    public bool TryGetChild(string name, [NotNullWhen(true)] out IInternalActorRef? child) => _children.TryGetValue(name, out child);

    /// <inheritdoc/>
    public override IActorRef GetChild(IReadOnlyList<string> name)
    {
        if (name.Count == 0)
        {
            return this;
        }

        string first = name[0];
        if (first.Length == 0)
        {
            return name.Count == 1 ? this : GetChild(name.Skip(1).ToArray());
        }

        if (!_children.TryGetValue(first, out IInternalActorRef? child))
        {
            return ActorRefs.Nobody;
        }

        return name.Count == 1 ? child : child.GetChild(name.Skip(1).ToArray());
    }
}
