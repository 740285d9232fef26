namespace Supervision.Actor;

/// <summary>Talking to actors from outside.</summary>
public interface IInboxable : ICanWatch
{
    /// <summary>The actor that receives for the inbox.</summary>
    IActorRef Receiver { get; }

    /// <summary>Takes the next message; blocks for up to 5 s.</summary>
    /// <exception cref="TimeoutException">None came.</exception>
    object Receive();

    /// <summary>Takes the next message; blocks.</summary>
    /// <exception cref="TimeoutException">None came.</exception>
    object Receive(TimeSpan timeout);

    /// <summary>Takes the next message; after 5 s gives a <see cref="Status.Failure"/> with a <see cref="TimeoutException"/>.</summary>
    Task<object> ReceiveAsync();

    /// <summary>Takes the next message; after the time gives a <see cref="Status.Failure"/> with a <see cref="TimeoutException"/>.</summary>
    Task<object> ReceiveAsync(TimeSpan timeout);

    /// <summary>Takes the next message that fits; blocks for up to 5 s. Others stay.</summary>
    /// <exception cref="TimeoutException">None came.</exception>
    object ReceiveWhere(Predicate<object> predicate);

    /// <summary>Takes the next message that fits; blocks. Others stay.</summary>
    /// <exception cref="TimeoutException">None came.</exception>
    object ReceiveWhere(Predicate<object> predicate, TimeSpan timeout);

    /// <summary>Sends with the inbox as the sender.</summary>
    void Send(IActorRef target, object message);
}
