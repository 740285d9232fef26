using Supervision.Actor.Internal;
using Supervision.Dispatch;

namespace Supervision.Actor;

/// <summary>The root of the tree: beside its children it finds <c>/temp</c> and <c>/deadLetters</c>.</summary>
public class RootGuardianActorRef : LocalActorRef
{
    private readonly Dictionary<string, IInternalActorRef> _extraNames = [];

    internal RootGuardianActorRef(ActorSystemImpl system, Props props, MessageDispatcher dispatcher, IInternalActorRef supervisor, ActorPath path)
        : base(system, props, dispatcher, null, supervisor, path)
    {
    }

    /// <inheritdoc/>
    public override IInternalActorRef GetSingleChild(string name)
    {
        lock (_extraNames)
        {
            if (_extraNames.TryGetValue(name, out IInternalActorRef? extra))
            {
                return extra;
            }
        }

        return base.GetSingleChild(name);
    }

    internal void AddName(string name, IInternalActorRef actor)
    {
        lock (_extraNames)
        {
            _extraNames[name] = actor;
        }
    }
}
