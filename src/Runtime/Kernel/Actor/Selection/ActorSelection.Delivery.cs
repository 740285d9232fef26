namespace Supervision.Actor;

/// <content>Following the steps.</content>
public partial class ActorSelection
{
    // Children can be looked up from any thread, so the whole way is gone at once, in the sender's thread.
    internal static void DeliverSelection(IInternalActorRef anchor, IActorRef? sender, ActorSelectionMessage selection)
    {
        IInternalActorRef current = anchor;
        for (int i = 0; i < selection.Elements.Length; i++)
        {
            if (current is not ActorRefWithCell withCell)
            {
                // What has no cell finds its own descendants (/temp), or none.
                DeliverBelow(current, sender, selection, i);
                return;
            }

            switch (selection.Elements[i])
            {
                case SelectParent:
                    // The root is its own parent.
                    current = current.Parent is Nobody or RootGuardianSupervisor ? current : current.Parent;
                    break;
                case SelectChildName named:
                    IInternalActorRef child = withCell.GetSingleChild(named.Name);
                    if (child is Nobody)
                    {
                        DeliverToNobody(current, sender, selection, i);
                        return;
                    }

                    current = child;
                    break;
                case SelectChildPattern pattern:
                    FanOut(withCell, sender, selection, i, pattern);
                    return;
                default:
                    DeliverToAllBelow(withCell, sender, selection.Message);
                    return;
            }
        }

        Deliver(current, sender, selection.Message);
    }

    private static void FanOut(ActorRefWithCell current, IActorRef? sender, ActorSelectionMessage selection, int position, SelectChildPattern pattern)
    {
        // A pattern that fits one child only splits nothing: who asks for what is not there still gets an answer.
        List<IInternalActorRef> fitting = [];
        foreach (IActorRef child in current.Children)
        {
            if (pattern.Fits(child is LocalActorRef local ? local.Name : child.Path.Name))
            {
                fitting.Add((IInternalActorRef)child);
            }
        }

        ActorSelectionMessage rest = new(selection.Message, selection.Elements[(position + 1)..], selection.WildCardFanOut || fitting.Count > 1);
        foreach (IInternalActorRef child in fitting)
        {
            DeliverSelection(child, sender, rest);
        }

        if (fitting.Count == 0 && !selection.WildCardFanOut)
        {
            DeliverToNobody(current, sender, selection, position);
        }
    }

    private static void DeliverToAllBelow(ActorRefWithCell current, IActorRef? sender, object message)
    {
        foreach (IActorRef child in current.Children)
        {
            Deliver((IInternalActorRef)child, sender, message);
            if (child is ActorRefWithCell withCell)
            {
                DeliverToAllBelow(withCell, sender, message);
            }
        }
    }

    private static void DeliverBelow(IInternalActorRef current, IActorRef? sender, ActorSelectionMessage selection, int position)
    {
        string[] names = new string[selection.Elements.Length - position];
        for (int i = 0; i < names.Length; i++)
        {
            if (selection.Elements[position + i] is not SelectChildName named)
            {
                DeliverToNobody(current, sender, selection, position);
                return;
            }

            names[i] = named.Name;
        }

        if (current.GetChild(names) is IInternalActorRef target and not Nobody)
        {
            Deliver(target, sender, selection.Message);
        }
        else
        {
            DeliverToNobody(current, sender, selection, position);
        }
    }

    private static void DeliverToNobody(IInternalActorRef current, IActorRef? sender, ActorSelectionMessage selection, int position)
    {
        if (current is Nobody)
        {
            return;
        }

        ActorPath path = current.Path / selection.Elements.Skip(position).Select(static e => e.ToString()!);
        ActorSelectionMessage rest = new(selection.Message, selection.Elements[position..], selection.WildCardFanOut);
        if (selection.WildCardFanOut && selection.Message is not Identify)
        {
            return;
        }

        new EmptyLocalActorRef(current.Provider, path, ((Internal.ActorSystemImpl)((LocalActorRefProvider)current.Provider).System).EventStream)
            .Tell(rest, sender);
    }

    // A selection inside a selection, and harmful messages, are handled by the receiver as if they came directly.
    private static void Deliver(IInternalActorRef target, IActorRef? sender, object message)
    {
        if (message is ActorSelectionMessage inner)
        {
            DeliverSelection(target, sender, inner);
        }
        else
        {
            target.Tell(message, sender);
        }
    }
}
