// Overview
// Some checks ask nobody: the engine says by itself how it is, by a line of output, by sd_notify or on a descriptor. What it said
// belongs to one attempt and is kept here, beside the process, so that a new incarnation of the actors finds it. Nothing is opened that
// no probe asks for. Whoever watches is told once per change and looks for himself: an engine that says a thing ten thousand times a
// second costs no more messages than one that says it once.
using System.Collections.Immutable;
using System.Globalization;
using System.Net.Sockets;
using Supervision.Actors.Logs;
using Supervision.Actors.Settings;
using Supervision.Posix;

namespace Supervision.Actors.Heartbeats;

/// <summary>What one attempt of an engine says by itself. Thread-safe.</summary>
internal sealed partial class AttemptSignals : IDisposable
{
    private const int LongestStatus = 500;

    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _closed = new();
    private readonly CancellationToken _untilClosed;
    private readonly Dictionary<(string Pattern, bool Once), LogMark> _marks = [];
    private readonly LogMark[] _allMarks;
    private readonly Dictionary<int, NotifyDescriptor> _descriptors = [];
    private readonly HashSet<int> _members = [];
    private readonly NotifySocket? _socket;
    private readonly TimeSpan _watchdog;
    private Action? _changed;
    private long _pinged;
    private long _blindEnd;
    private TimeSpan _blindFor;
    private int _disposed;
    private bool _socketPaused;
    private volatile bool _ready;
    private volatile bool _stopping;
    private volatile bool _barked;
    private volatile string? _status;

    /// <summary>Opens what the engine's probes ask for.</summary>
    public AttemptSignals(EngineSettings settings, TimeProvider time)
    {
        _time = time;
        StartedAt = time.GetUtcNow();
        _pinged = time.GetTimestamp();
        _untilClosed = _closed.Token;
        var probes = settings.Probes;
        try
        {
            foreach (var probe in (ReadOnlySpan<ProbeSettings?>)[probes.Startup, probes.Liveness, probes.Readiness])
            {
                switch (probe?.Check)
                {
                    case ProbeCheck.Log log:
                        _marks.TryAdd((log.Pattern, log.Within == TimeSpan.Zero), new LogMark(log.Pattern, log.Within == TimeSpan.Zero, time));
                        break;
                    case ProbeCheck.Descriptor descriptor when !_descriptors.ContainsKey(descriptor.Number):
                        _descriptors.Add(descriptor.Number, new NotifyDescriptor());
                        break;
                    case ProbeCheck.Notify notify:
                        _socket ??= NotifySocket.Open($"supervision/{Environment.ProcessId}/{Guid.NewGuid():N}");
                        _watchdog = notify.Watchdog > TimeSpan.Zero ? notify.Watchdog : _watchdog;
                        break;
                }
            }
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            // The start fails with this.
            Problem = $"no way for the engine to notify: {error.Message}";
        }

        _allMarks = [.. _marks.Values];
    }

    /// <summary>Why something could not be opened; null where all was.</summary>
    public string? Problem { get; }

    /// <summary>Wall clock just before the process is started.</summary>
    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>What the engine said in <c>STATUS=</c> last; null where it said nothing.</summary>
    public string? Status => _status;

    /// <summary>It beats by itself: from the first beat of an attempt on its process alone is no evidence. For the actor that watches it.</summary>
    public bool HasBeaten { get; set; }

    /// <summary>Whether lines of output must be shown to <see cref="Look"/>.</summary>
    public bool NeedsLines
    {
        get
        {
            foreach (var mark in _allMarks)
            {
                if (mark.IsLooking)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>What the engine gets besides its own options.</summary>
    public SpawnRequest AddTo(SpawnRequest request)
    {
        // Gates and hooks may have taken their time.
        StartedAt = _time.GetUtcNow();
        if (_descriptors.Count > 0)
        {
            request = request with { Descriptors = _descriptors.ToImmutableDictionary(one => one.Key, one => SpawnDescriptor.Open(one.Value.Child)) };
        }

        if (_socket is null)
        {
            return request;
        }

        var environment = new Dictionary<string, string>(request.Environment!) { ["NOTIFY_SOCKET"] = _socket.Address };
        environment.Remove("WATCHDOG_PID");
        environment.Remove("WATCHDOG_USEC");
        if (_watchdog > TimeSpan.Zero)
        {
            environment["WATCHDOG_USEC"] = ((long)_watchdog.TotalMicroseconds).ToString(CultureInfo.InvariantCulture);
        }

        return request with { Environment = environment };
    }

    /// <summary>Begins to listen to a process that was started.</summary>
    public void Begin(IChildProcess process)
    {
        foreach (var descriptor in _descriptors.Values)
        {
            descriptor.Begin(Changed);
        }

        if (_socket is not null)
        {
            _ = _socket.RunAsync(pid => new ValueTask<bool>(IsMember(process, pid)), OnMessage, _untilClosed);
        }
    }

    /// <summary>Whom to tell that something changed; it is also told at once, for what was said before.</summary>
    public void Watch(Action changed)
    {
        Volatile.Write(ref _changed, changed);
        changed();
    }

    /// <summary>The watchdog's time runs from now: the engine is up.</summary>
    public void ArmWatchdog() => Interlocked.Exchange(ref _pinged, _time.GetTimestamp());

    /// <summary>Nobody looked for so long, up to now: that time makes nothing older. For the actor that watches.</summary>
    public void Forgive(TimeSpan late) => (_blindEnd, _blindFor) = (_time.GetTimestamp(), late);

    /// <summary>Looks at lines of output.</summary>
    public void Look(LineBatch lines)
    {
        foreach (var mark in _allMarks)
        {
            if (mark.Look(lines))
            {
                Changed();
            }
        }
    }

    /// <summary>Whether a check can be answered from here.</summary>
    public static bool Answers(ProbeCheck check) => check is ProbeCheck.Log or ProbeCheck.Notify or ProbeCheck.Descriptor;

    /// <summary>Answers a check.</summary>
    public ProbeResult Try(ProbeCheck check) => check switch
    {
        ProbeCheck.Log log => TryLog(log),
        ProbeCheck.Notify { Watchdog.Ticks: > 0 } notify => TryWatchdog(notify.Watchdog),
        ProbeCheck.Notify => TryReady(),
        ProbeCheck.Descriptor descriptor => _descriptors[descriptor.Number].IsNotified
            ? new ProbeResult(true, true, $"descriptor {descriptor.Number}: notified")
            : new ProbeResult(false, false, $"descriptor {descriptor.Number}: no line end was written yet"),
        _ => throw new InvalidOperationException("can't happen: the engine does not say this by itself"),
    };

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        Volatile.Write(ref _changed, null);
        _closed.Cancel();
        _closed.Dispose();
        _socket?.Dispose();
        foreach (var descriptor in _descriptors.Values)
        {
            descriptor.Dispose();
        }
    }

    private ProbeResult TryLog(ProbeCheck.Log check)
    {
        var mark = _marks[(check.Pattern, check.Within == TimeSpan.Zero)];
        if (mark.Age is { } age && (check.Within == TimeSpan.Zero || Seen(age) <= check.Within))
        {
            return new ProbeResult(true, true, $"log: a line like '{check.Pattern}' was written");
        }

        var why = mark.IsOff ? $"'{check.Pattern}' takes too long to match and is not tried any more"
            : mark.Age is { } last ? string.Create(CultureInfo.InvariantCulture, $"no line like '{check.Pattern}' for {last.TotalSeconds:0.#} s")
            : $"no line like '{check.Pattern}' so far";
        return new ProbeResult(false, false, "log: " + why);
    }

    private ProbeResult TryReady() => _ready && !_stopping
        ? new ProbeResult(true, true, "sd_notify: READY=1" + Said)
        : new ProbeResult(false, _ready, (_ready ? "sd_notify: STOPPING=1" : "sd_notify: no READY=1 so far") + Said);

    private ProbeResult TryWatchdog(TimeSpan within)
    {
        var age = Seen(_time.GetElapsedTime(Interlocked.Read(ref _pinged)));
        return _barked ? new ProbeResult(false, true, "sd_notify: WATCHDOG=trigger" + Said)
            : age <= within ? new ProbeResult(true, true, "sd_notify: watchdog in time" + Said)
            : new ProbeResult(false, false, string.Create(CultureInfo.InvariantCulture, $"sd_notify: no WATCHDOG=1 for {age.TotalSeconds:0.#} s{Said}"));
    }

    // An age without the time in which nobody looked.
    private TimeSpan Seen(TimeSpan age)
    {
        var since = _time.GetElapsedTime(_blindEnd);
        return age <= since ? age : age <= since + _blindFor ? since : age - _blindFor;
    }

    private string Said => _status is { Length: > 0 } status ? $" ({status})" : "";

    private void OnMessage(string message)
    {
        foreach (var line in message.Split('\n'))
        {
            switch (line)
            {
                case "READY=1":
                    (_ready, _stopping) = (true, false);
                    break;
                case "STOPPING=1":
                    _stopping = true;
                    break;
                case "WATCHDOG=1":
                    Interlocked.Exchange(ref _pinged, _time.GetTimestamp());
                    continue;
                case "WATCHDOG=trigger":
                    _barked = true;
                    break;
                case var _ when line.StartsWith("STATUS=", StringComparison.Ordinal):
                    var text = line.Length > LongestStatus ? line[..LongestStatus] : line;
                    _status = string.Concat(text["STATUS=".Length..].Where(c => !char.IsControl(c)));
                    break;
                // MAINPID= above all: the leader is the process that was started, whatever it says.
                default:
                    continue;
            }

            Changed();
        }
    }

    private void Changed() => Volatile.Read(ref _changed)?.Invoke();

    // A look at /proc for each new sender, none for those that wrote before.
    private bool IsMember(IChildProcess process, int pid)
    {
        if (pid == process.Pid || _members.Contains(pid))
        {
            return true;
        }

        if (_members.Count > 1000)
        {
            _members.Clear();
        }

        return process.Tree(includeZombies: true).Any(member => member.Pid == pid) && _members.Add(pid);
    }
}
