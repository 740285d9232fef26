using System.Threading.Channels;

namespace Supervision.Actor;

/// <summary>An actor that is used from outside: send through it, and take what comes back.</summary>
public class Inbox : IInboxable, IDisposable
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    private readonly Channel<object> _received = Channel.CreateUnbounded<object>();
    private readonly LinkedList<object> _skipped = new();
    private readonly SemaphoreSlim _taking = new(1);
    private readonly ActorSystem _system;

    private Inbox(ActorSystem system)
    {
        _system = system;
        ChannelWriter<object> writer = _received.Writer;
        Receiver = ((ExtendedActorSystem)system).SystemActorOf(Props.Create(() => new Collector(writer)), null);
    }

    /// <inheritdoc/>
    public IActorRef Receiver { get; }

    /// <summary>Makes an inbox.</summary>
    public static Inbox Create(ActorSystem system) => new(system);

    /// <inheritdoc/>
    public object Receive() => Receive(DefaultTimeout);

    /// <inheritdoc/>
    public object Receive(TimeSpan timeout) => Unwrap(ReceiveAsync(timeout).GetAwaiter().GetResult());

    /// <inheritdoc/>
    public object ReceiveWhere(Predicate<object> predicate) => ReceiveWhere(predicate, DefaultTimeout);

    /// <inheritdoc/>
    public object ReceiveWhere(Predicate<object> predicate, TimeSpan timeout) =>
        Unwrap(TakeAsync(predicate, timeout).GetAwaiter().GetResult());

    /// <inheritdoc/>
    public Task<object> ReceiveAsync() => ReceiveAsync(DefaultTimeout);

    /// <inheritdoc/>
    public Task<object> ReceiveAsync(TimeSpan timeout) => TakeAsync(static _ => true, timeout);

    /// <inheritdoc/>
    public void Send(IActorRef target, object message) => target.Tell(message, Receiver);

    /// <inheritdoc/>
    public IActorRef Watch(IActorRef subject)
    {
        Receiver.Tell(new Collector.StartWatch(subject, null), ActorRefs.NoSender);
        return subject;
    }

    /// <inheritdoc/>
    public IActorRef WatchWith(IActorRef subject, object message)
    {
        Receiver.Tell(new Collector.StartWatch(subject, message), ActorRefs.NoSender);
        return subject;
    }

    /// <inheritdoc/>
    public IActorRef Unwatch(IActorRef subject)
    {
        Receiver.Tell(new Collector.StopWatch(subject), ActorRefs.NoSender);
        return subject;
    }

    /// <summary>Stops the actor.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops the actor.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _system.Stop(Receiver);
            _taking.Dispose();
        }
    }

    private static object Unwrap(object received) =>
        received is Status.Failure { Cause: TimeoutException timeout } ? throw timeout : received;

    private async Task<object> TakeAsync(Predicate<object> predicate, TimeSpan timeout)
    {
        using CancellationTokenSource limit = new(timeout);
        bool mine = false;
        try
        {
            await _taking.WaitAsync(limit.Token).ConfigureAwait(false);
            mine = true;
            for (LinkedListNode<object>? node = _skipped.First; node is not null; node = node.Next)
            {
                if (predicate(node.Value))
                {
                    _skipped.Remove(node);
                    return node.Value;
                }
            }

            while (true)
            {
                object message = await _received.Reader.ReadAsync(limit.Token).ConfigureAwait(false);
                if (predicate(message))
                {
                    return message;
                }

                _skipped.AddLast(message);
            }
        }
        catch (OperationCanceledException)
        {
            return new Status.Failure(new TimeoutException($"Inbox {Receiver.Path} didn't receive a response message in specified timeout {timeout}"));
        }
        finally
        {
            if (mine)
            {
                _taking.Release();
            }
        }
    }

    private sealed class Collector(ChannelWriter<object> received) : ActorBase
    {
        protected override bool Receive(object message)
        {
            switch (message)
            {
                case StartWatch { Message: null } start:
                    Context.Watch(start.Subject);
                    break;
                case StartWatch start:
                    Context.WatchWith(start.Subject, start.Message);
                    break;
                case StopWatch stop:
                    Context.Unwatch(stop.Subject);
                    break;
                default:
                    received.TryWrite(message);
                    break;
            }

            return true;
        }

        internal sealed record StartWatch(IActorRef Subject, object? Message);

        internal sealed record StopWatch(IActorRef Subject);
    }
}
