namespace Supervision.Actor;

/// <summary>Something a message can be sent to: an actor, or a selection of actors.</summary>
public interface ICanTell
{
    /// <summary>Sends <paramref name="message"/> and returns at once; delivery is at most once.</summary>
    /// <param name="message">Any immutable object; <see langword="null"/> throws <see cref="ArgumentNullException"/>.</param>
    /// <param name="sender">Whom the receiver sees as its sender; <see cref="ActorRefs.NoSender"/> for nobody.</param>
    void Tell(object message, IActorRef? sender);
}
