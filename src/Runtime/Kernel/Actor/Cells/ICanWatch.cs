namespace Supervision.Actor;

/// <summary>Death watch.</summary>
public interface ICanWatch
{
    /// <summary>Asks for <see cref="Terminated"/> when the subject stops, or at once when it has stopped already.</summary>
    /// <returns>The subject.</returns>
    IActorRef Watch(IActorRef subject);

    /// <summary>Like <see cref="Watch"/>, with a message of one's own instead of <see cref="Terminated"/>.</summary>
    /// <remarks>A subject that is watched already keeps the message of the first time; unwatch it first to change that.</remarks>
    IActorRef WatchWith(IActorRef subject, object message);

    /// <summary>Takes back <see cref="Watch"/>; a notice that is queued already is not delivered any more.</summary>
    /// <returns>The subject.</returns>
    IActorRef Unwatch(IActorRef subject);
}
