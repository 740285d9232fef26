namespace Supervision.Actor;

/// <summary>The constructor or <c>PreStart</c> of an actor failed. The default strategy stops such an actor.</summary>
public class ActorInitializationException : AkkaException
{
    /// <summary>Makes the exception without a message.</summary>
    public ActorInitializationException()
    {
    }

    /// <summary>Makes the exception with a message.</summary>
    public ActorInitializationException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with a message and its cause.</summary>
    public ActorInitializationException(string message, Exception? cause)
        : base(message, cause)
    {
    }

    /// <summary>Makes the exception for an actor.</summary>
    public ActorInitializationException(IActorRef? actor, string message, Exception? cause = null)
        : base(message, cause)
    {
        Actor = actor;
    }

    /// <summary>The actor that could not be made, if it is known.</summary>
    public IActorRef? Actor { get; set; }

    /// <inheritdoc/>
    public override string ToString() => Actor is null ? base.ToString() : $"{Actor}: {base.ToString()}";
}
