using System.Threading.Channels;
using Supervision.Event;

namespace Supervision.Actor;

/// <summary>An actor that is used from outside: send through it, and take what comes back.</summary>
public class Inbox : IInboxable, IDisposable
{
    private readonly Channel<object> _received = Channel.CreateUnbounded<object>();
    private readonly LinkedList<object> _skipped = new();
    private readonly SemaphoreSlim _taking = new(1);
    private readonly ActorSystem _system;
    private readonly TimeSpan _defaultTimeout;
    private readonly int _size;
    private int _count;

    private Inbox(ActorSystem system)
    {
        _system = system;
        _size = system.Settings.Config.GetInt("akka.actor.inbox.inbox-size", 1000);
        _defaultTimeout = system.Settings.Config.GetTimeSpan("akka.actor.inbox.default-timeout", TimeSpan.FromSeconds(5));
        Receiver = ((ExtendedActorSystem)system).SystemActorOf(Props.Create(() => new Collector(this)), null);
    }

    /// <inheritdoc/>
    public IActorRef Receiver { get; }

    /// <summary>Makes an inbox.</summary>
    public static Inbox Create(ActorSystem system) => new(system);

    /// <inheritdoc/>
    public object Receive() => Receive(_defaultTimeout);

    /// <inheritdoc/>
    public object Receive(TimeSpan timeout) => Unwrap(ReceiveAsync(timeout).GetAwaiter().GetResult());

    /// <inheritdoc/>
    public object ReceiveWhere(Predicate<object> predicate) => ReceiveWhere(predicate, _defaultTimeout);

    /// <inheritdoc/>
    public object ReceiveWhere(Predicate<object> predicate, TimeSpan timeout) =>
        Unwrap(TakeAsync(predicate, timeout).GetAwaiter().GetResult());

    /// <inheritdoc/>
    public Task<object> ReceiveAsync() => ReceiveAsync(_defaultTimeout);

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
        // A limit that has passed already still takes what is there.
        using CancellationTokenSource limit = new(timeout < TimeSpan.Zero && timeout != Timeout.InfiniteTimeSpan ? TimeSpan.Zero : timeout);
        bool mine = false;
        try
        {
            mine = _taking.Wait(0, CancellationToken.None);
            if (!mine)
            {
                await _taking.WaitAsync(limit.Token).ConfigureAwait(false);
                mine = true;
            }

            for (LinkedListNode<object>? node = _skipped.First; node is not null; node = node.Next)
            {
                if (predicate(node.Value))
                {
                    _skipped.Remove(node);
                    Interlocked.Decrement(ref _count);
                    return node.Value;
                }
            }

            while (true)
            {
                if (!_received.Reader.TryRead(out object? message))
                {
                    message = await _received.Reader.ReadAsync(limit.Token).ConfigureAwait(false);
                }

                if (predicate(message))
                {
                    Interlocked.Decrement(ref _count);
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

    private sealed class Collector(Inbox inbox) : ActorBase
    {
        private bool _warned;

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
                    Keep(message);
                    break;
            }

            return true;
        }

        private void Keep(object message)
        {
            if (Interlocked.Increment(ref inbox._count) <= inbox._size)
            {
                _warned = false;
                inbox._received.Writer.TryWrite(message);
                return;
            }

            Interlocked.Decrement(ref inbox._count);
            if (!_warned)
            {
                _warned = true;
                Context.GetLogger().Warning("Dropping message: Inbox size has been exceeded, use akka.actor.inbox.inbox-size to increase maximum allowed inbox size. Current is {0}", inbox._size);
            }
        }

        internal sealed record StartWatch(IActorRef Subject, object? Message);

        internal sealed record StopWatch(IActorRef Subject);
    }
}
