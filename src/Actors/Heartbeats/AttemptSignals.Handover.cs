// A change of the program under the engine: what was said stays, and what is said meanwhile waits where it is.
using Supervision.Actors.Handover;
using Supervision.Actors.Settings;
using Supervision.Posix;

namespace Supervision.Actors.Heartbeats;

internal sealed partial class AttemptSignals
{
    /// <summary>Goes on with what an earlier image of this program left.</summary>
    public AttemptSignals(EngineSettings settings, TimeProvider time, HandedSignals handed)
    {
        _time = time;
        StartedAt = handed.StartedAt;
        // The watchdog's time runs anew: nobody could listen meanwhile.
        _pinged = time.GetTimestamp();
        _untilClosed = _closed.Token;
        (_ready, _stopping, _barked, _status) = (handed.IsReady, handed.IsStopping, handed.HasBarked, handed.Status);
        HasBeaten = handed.HasBeaten;
        foreach (var channel in handed.Channels)
        {
            _descriptors.Add(channel.Number, new NotifyDescriptor(channel.Descriptor, channel.IsNotified));
        }

        if (handed is { Socket: { } socket, Address: { } address })
        {
            _socket = NotifySocket.Adopt(socket, address);
        }

        var probes = settings.Probes;
        foreach (var probe in (ReadOnlySpan<ProbeSettings?>)[probes.Startup, probes.Liveness, probes.Readiness])
        {
            switch (probe?.Check)
            {
                case ProbeCheck.Log log:
                    _marks.TryAdd((log.Pattern, log.Within == TimeSpan.Zero), new LogMark(log.Pattern, log.Within == TimeSpan.Zero, time));
                    break;
                case ProbeCheck.Notify { Watchdog.Ticks: > 0 } notify:
                    _watchdog = notify.Watchdog;
                    break;
            }
        }

        foreach (var mark in handed.Marks)
        {
            _marks.GetValueOrDefault((mark.Pattern, mark.Once))?.Restore(mark.Age);
        }

        _allMarks = [.. _marks.Values];
    }

    /// <summary>What another image of this program needs to go on. Only after <see cref="TryPause"/>.</summary>
    public HandedSignals HandOver() => new()
    {
        StartedAt = StartedAt,
        IsReady = _ready,
        IsStopping = _stopping,
        HasBarked = _barked,
        HasBeaten = HasBeaten,
        Status = _status,
        Socket = _socket?.Descriptor,
        Address = _socket?.Address,
        Channels = [.. _descriptors.Select(one => new HandedChannel(one.Key, one.Value.Descriptor, one.Value.IsNotified))],
        Marks = [.. _marks.Where(one => one.Value.Age is not null).Select(one => new HandedMark(one.Key.Pattern, one.Key.Once, one.Value.Age!.Value))],
    };

    /// <summary>From now on what the engine says stays where it is, until <see cref="Resume"/>; that is to be called in any case.</summary>
    public bool TryPause(TimeSpan bound)
    {
        _socketPaused = _socket?.TryPause(bound) ?? false;
        return _socketPaused == (_socket is not null) & _descriptors.Values.All(descriptor => descriptor.TryPause(bound));
    }

    public void Resume()
    {
        if (_socketPaused)
        {
            _socketPaused = false;
            _socket!.Resume();
        }

        foreach (var descriptor in _descriptors.Values)
        {
            descriptor.Begin(Changed);
        }
    }
}
