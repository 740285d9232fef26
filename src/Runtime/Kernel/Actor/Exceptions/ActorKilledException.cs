namespace Supervision.Actor;

/// <summary>An actor received <see cref="Kill"/>.</summary>
public class ActorKilledException : AkkaException
{
    /// <summary>Makes the exception with the usual text.</summary>
    public ActorKilledException()
        : this("Kill")
    {
    }

    /// <summary>Makes the exception with a message.</summary>
    public ActorKilledException(string message)
        : base(message)
    {
    }
}
