using System.Runtime.CompilerServices;
using System.Text;
using Supervision.Actors.Logs;

namespace Supervision.Actors.Events;

/// <summary>Numbers and stamps the events of one tree and puts them on the event stream. Thread-safe.</summary>
internal sealed class EventPublisher(EventStream stream, TimeProvider time)
{
    private static readonly ConditionalWeakTable<EventStream, EventPublisher> _byStream = [];
    private readonly Lock _order = new();
    private OutputTap[] _taps = [];
    private List<SupervisionEvent>? _held;
    private long _sequence;
    private long _dropped;
    private volatile bool _always;

    /// <summary>Makes this the publisher that <see cref="For"/> finds for its stream.</summary>
    public EventPublisher Register()
    {
        _byStream.AddOrUpdate(stream, this);
        return this;
    }

    /// <summary>The publisher of the tree that uses a stream; null where none does.</summary>
    public static EventPublisher? For(EventStream stream) => _byStream.TryGetValue(stream, out var publisher) ? publisher : null;

    /// <summary>Keeps events back, numbered, until those who listen are there.</summary>
    public EventPublisher Hold()
    {
        lock (_order)
            _held ??= [];
        return this;
    }

    /// <summary>Publishes what was kept back, and from now on at once.</summary>
    public void Release()
    {
        lock (_order)
        {
            var held = _held ?? [];
            _held = null;
            held.ForEach(Pass_NeedsOrder);
        }
    }

    /// <summary>Publishes a fresh event, which nobody else holds yet, and returns it.</summary>
    public T Publish<T>(T value) where T : SupervisionEvent
    {
        // Numbering and publication are one step, so that every subscriber sees the numbers ascend.
        lock (_order)
        {
            value.Sequence = ++_sequence;
            value.Timestamp = time.GetUtcNow();
            Pass_NeedsOrder(value);
            return value;
        }
    }

    /// <summary>Number of the last event.</summary>
    public long Sequence
    {
        get
        {
            lock (_order)
                return _sequence;
        }
    }

    /// <summary>Goes on numbering where an earlier image of this program stopped; before the first event.</summary>
    public void Restore(long sequence)
    {
        lock (_order)
            _sequence = sequence;
    }

    /// <summary>Whether lines of engines are published: set by the host, or while a listener wants them.</summary>
    public bool WantsOutput => _always || Volatile.Read(ref _taps).Length > 0;

    public void AlwaysPublishOutput() => _always = true;

    /// <summary>A listener wants lines, as long as it does not fall too far behind.</summary>
    public OutputTap OpenTap()
    {
        var tap = new OutputTap();
        lock (_order)
            Volatile.Write(ref _taps, [.. _taps, tap]);
        return tap;
    }

    public void Close(OutputTap tap)
    {
        lock (_order)
            Volatile.Write(ref _taps, [.. _taps.Where(one => one != tap)]);
    }

    /// <summary>Numbers lines, and publishes them where they are wanted.</summary>
    /// <returns>The first number.</returns>
    public long Output(OutputLabel label, LineBatch lines, DateTimeOffset at, bool publish)
    {
        lock (_order)
        {
            var first = _sequence + 1;
            _sequence += lines.Count;
            if (!publish)
                return first;
            if (_taps.Any(tap => tap.IsBehind))
            {
                _dropped += lines.Count;
                return first;
            }

            foreach (var tap in _taps)
                tap.Add(lines.Count);
            for (var i = 0; i < lines.Count; i++)
            {
                Pass_NeedsOrder(new EngineOutput(
                    label.Engine, label.Group, label.Pid, label.Attempt, label.Stream, Encoding.UTF8.GetString(lines[i]))
                {
                    Sequence = first + i,
                    Timestamp = at,
                });
            }

            if (_dropped > 0)
            {
                Publish(new EngineOutputDropped(label.Engine, label.Group, label.Pid, label.Attempt, _dropped));
                _dropped = 0;
            }

            return first;
        }
    }

    private void Pass_NeedsOrder(SupervisionEvent value)
    {
        if (_held is null)
            stream.Publish(value);
        else
            _held.Add(value);
    }
}
