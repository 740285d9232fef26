// Overview
// A listener must never hold up the tree, and the tree must never grow a queue without bound for a listener that is slow. So the actor
// itself only moves events from its mailbox into a bounded channel, which takes no time, and one consumer loop of its own hands them
// to OnEventAsync in order. When the channel is full the oldest event is dropped and counted; the loss is published as EventsDropped
// once there is room again. An exception in OnEventAsync loses that one event, is counted the same way, and the loop goes on.
using System.Threading.Channels;
using Supervision.Actors.Events;

namespace Supervision.Actors.Listeners;

/// <summary>Base of everything at the edge that consumes the tree's events: consoles, metrics, alerts, external listeners.</summary>
public abstract class EventListenerActor : ReceiveActor
{
    private static readonly TimeSpan _reportInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _settleInterval = TimeSpan.FromMilliseconds(2);
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly EventListenerOptions _options;
    private readonly Channel<SupervisionEvent> _buffer;
    private readonly CancellationTokenSource _stopped = new();
    private Task _consumer = Task.CompletedTask;
    private OutputTap? _tap;
    private long? _reportedAt;
    private long _dropped;
    private long _taken;
    private long _settled;
    private string _dropReason = "";

    /// <summary>Creates a listener; it subscribes when it starts.</summary>
    /// <param name="options">Name, buffer and event classes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The buffer holds no event.</exception>
    protected EventListenerActor(EventListenerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Buffer, 1);
        _options = options;
        _buffer = Channel.CreateBounded<SupervisionEvent>(
            new BoundedChannelOptions(options.Buffer) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true, SingleWriter = true },
            dropped =>
            {
                CountDropped("its buffer is full", dropped);
                Interlocked.Increment(ref _settled);
            });
        Receive<EventsDropped>(value => value.Listener == options.Name, _ => { });
        Receive<EngineOutput>(_ => _tap is null, _ => { });
        Receive<EngineOutput>(value =>
        {
            _tap!.Taken();
            Take(value);
        });
        Receive<SupervisionEvent>(Take);
        Receive<AwaitListeners>(_ => Sender.Tell(ListenersReady.Instance));
        Receive<SettleListeners>(_ => SettleAsync().PipeTo(Sender, Self, () => ListenersReady.Instance, _ => ListenersReady.Instance));
        Receive<DrainListeners>(_ => Drain());
    }

    /// <summary>Events lost so far, by overflow or by an error in <see cref="OnEventAsync"/>.</summary>
    protected long Lost { get; private set; }

    /// <summary>Handles one event. Called for one event at a time, in order, on no particular thread and outside the actor.</summary>
    /// <param name="value">The event.</param>
    /// <param name="cancellation">Cancelled when the listener stops.</param>
    protected abstract ValueTask OnEventAsync(SupervisionEvent value, CancellationToken cancellation);

    /// <summary>Subscribes and starts the consumer.</summary>
    protected override void PreStart()
    {
        if (_options.Output && _options.Events.Any(type => type.IsAssignableFrom(typeof(EngineOutput))))
        {
            _tap = EventPublisher.For(Context.System.EventStream)?.OpenTap();
        }

        foreach (var type in _options.Events)
        {
            Context.System.EventStream.Subscribe(Self, type);
        }

        _consumer = ConsumeAsync(Context.System.EventStream);
        base.PreStart();
    }

    /// <summary>Unsubscribes; what is still buffered is not handled any more.</summary>
    protected override void PostStop()
    {
        Context.System.EventStream.Unsubscribe(Self);
        if (_tap is not null)
        {
            EventPublisher.For(Context.System.EventStream)?.Close(_tap);
            _tap = null;
        }

        _buffer.Writer.TryComplete();
        _stopped.Cancel();
        base.PostStop();
    }

    private void Take(SupervisionEvent value)
    {
        Interlocked.Increment(ref _taken);
        if (!_buffer.Writer.TryWrite(value))
        {
            Interlocked.Increment(ref _settled);
        }
    }

    // What has come so far is handled, or lost.
    private async Task SettleAsync()
    {
        var taken = Interlocked.Read(ref _taken);
        while (Interlocked.Read(ref _settled) < taken && !_consumer.IsCompleted)
        {
            await Task.Delay(_settleInterval).ConfigureAwait(false);
        }
    }

    private void Drain()
    {
        // Further events are refused from here on: the tree has published its last one.
        _buffer.Writer.TryComplete();
        _consumer.PipeTo(Sender, Self, () => ListenersDrained.Instance, _ => ListenersDrained.Instance);
    }

    // A lost report of losses stands for what it reported.
    private void CountDropped(string why, SupervisionEvent lost)
    {
        Interlocked.Add(ref _dropped, lost is EngineOutputDropped output ? output.Lines : 1);
        Volatile.Write(ref _dropReason, why);
    }

    private async Task ConsumeAsync(EventStream stream)
    {
        await foreach (var value in _buffer.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
        {
            if (_stopped.IsCancellationRequested)
            {
                return;
            }

            try
            {
                await OnEventAsync(value, _stopped.Token).ConfigureAwait(false);
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                CountDropped(error.Message, value);
            }

            // The report of a loss is an event itself: losing it must not make another.
            if (value is not EventsDropped)
            {
                await ReportDroppedAsync(stream, atEnd: false).ConfigureAwait(false);
            }

            Interlocked.Increment(ref _settled);
        }

        await ReportDroppedAsync(stream, atEnd: true).ConfigureAwait(false);
    }

    private async ValueTask ReportDroppedAsync(EventStream stream, bool atEnd)
    {
        // Once a second at most: a listener that is merely slow would otherwise add an event for each one it handles.
        if (!atEnd && _reportedAt is { } at && _time.GetElapsedTime(at) < _reportInterval)
        {
            return;
        }

        var dropped = Interlocked.Exchange(ref _dropped, 0);
        if (dropped == 0)
        {
            return;
        }

        _reportedAt = _time.GetTimestamp();
        Lost += dropped;
        var report = new EventsDropped(_options.Name, dropped, Volatile.Read(ref _dropReason));
        EventPublisher.For(stream)?.Publish(report);
        try
        {
            // Its own loss it is told directly: the way through its buffer is the one that overflows.
            await OnEventAsync(report, _stopped.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // It cannot even be told; the others have been.
        }
    }
}
