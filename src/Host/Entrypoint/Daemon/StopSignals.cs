using System.Runtime.InteropServices;
using Supervision.Posix;

namespace Supervision.Entrypoint.Daemon;

// Overview
// Signals are taken from the first moment, before there is a tree, so that none of them can end the daemon and leave engines behind.
// What arrives early is kept and given to the tree as soon as it is attached. HUP is among them because a lost terminal would
// otherwise end the daemon at once; one that was started under nohup keeps ignoring it, which the runtime sees to.

/// <summary>Turns signals into calls: the first that asks for an end stops, every later one hastens; SIGUSR1 reloads, SIGUSR2 reopens log files, SIGRTMIN+1 replaces the program. Thread-safe.</summary>
internal sealed class StopSignals(TimeProvider time) : IDisposable
{
    /// <summary>Many who stop a process signal it and its group, at once: what comes this soon after the first is the same request.</summary>
    private static readonly TimeSpan SameRequest = TimeSpan.FromMilliseconds(500);

    // Their default would end the daemon and leave its engines behind; ALRM has no meaning here. The numbers hold on x64 and arm64.
    private const int SIGUSR1 = 10;
    private const int SIGUSR2 = 12;
    private const int SIGALRM = 14;
    private const int SIGXCPU = 24;
    private const int SIGXFSZ = 25;
    private const int SIGHUP = 1;
    private const int SIGINT = 2;
    private const int SIGQUIT = 3;
    private const int SIGTERM = 15;

    /// <summary>The signal that asks for the replacement of the program: SIGRTMIN+1.</summary>
    public static int Replace { get; } = Signals.TryParse("RTMIN+1", out int number) ? number : 35;

    /// <summary>Every signal that is taken.</summary>
    public static IReadOnlyCollection<int> All { get; } = [SIGHUP, SIGINT, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGTERM, Replace];

    private readonly Lock _gate = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly List<string> _early = [];
    private Action<string>? _stop;
    private Action<string>? _hasten;
    private readonly Request _reload = new("SIGUSR1");
    private readonly Request _reopen = new("SIGUSR2");
    private readonly Request _replace = new("SIGRTMIN+1");
    private int _received;
    private long _firstAt;

    /// <summary>Whether an end was asked for.</summary>
    public bool Received
    {
        get
        {
            lock (_gate)
                return _received > 0;
        }
    }

    /// <summary>Begins to take the signals of this process.</summary>
    public static StopSignals Install()
    {
        var signals = new StopSignals(TimeProvider.System);
        signals.Take(PosixSignal.SIGTERM, "SIGTERM");
        signals.Take(PosixSignal.SIGINT, "SIGINT");
        signals.Take(PosixSignal.SIGQUIT, "SIGQUIT");
        signals.Take(PosixSignal.SIGHUP, "SIGHUP");
        signals.Take(SIGALRM, static () => { });
        // A file that reaches the limit of sizes fails to be written, and whoever writes it says so.
        signals.Take(SIGXFSZ, static () => { });
        signals.Take((PosixSignal)SIGXCPU, "SIGXCPU");
        signals.Take(SIGUSR1, signals._reload.Receive);
        signals.Take(SIGUSR2, signals._reopen.Receive);
        signals.Take(Replace, signals._replace.Receive);
        return signals;
    }

    /// <summary>Names who is called when the configuration is to be reloaded (SIGUSR1).</summary>
    /// <param name="reload">Called with the signal's name: on a thread of the pool, or here where it has come already.</param>
    public void AttachReload(Action<string> reload) => _reload.Attach(reload);

    /// <summary>Names who is called when the program is to be replaced (SIGRTMIN+1).</summary>
    /// <param name="replace">Called as that.</param>
    public void AttachReplace(Action<string> replace) => _replace.Attach(replace);

    /// <summary>Names who is called when the log files are to be reopened (SIGUSR2, as supervisord has it).</summary>
    /// <param name="reopen">Called as that.</param>
    public void AttachReopen(Action<string> reopen) => _reopen.Attach(reopen);

    /// <summary>Names who is called, and passes on what arrived before.</summary>
    /// <param name="stop">Called with the first signal's name.</param>
    /// <param name="hasten">Called with each later signal's name.</param>
    public void Attach(Action<string> stop, Action<string> hasten)
    {
        List<string> early;
        lock (_gate)
        {
            early = [.. _early];
            _early.Clear();
            _stop = stop;
            _hasten = hasten;
        }
        for (int i = 0; i < early.Count; i++)
            (i == 0 ? stop : hasten)(early[i]);
    }

    /// <summary>Takes in one signal; what a registration calls.</summary>
    public void Receive(string name)
    {
        Action<string>? call;
        lock (_gate)
        {
            if (_received > 0 && time.GetElapsedTime(_firstAt) < SameRequest)
                return;
            if (_received == 0)
                _firstAt = time.GetTimestamp();
            call = _received++ == 0 ? _stop : _hasten;
            if (_stop is null)
                _early.Add(name);
        }
        call?.Invoke(name);
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
    }

    /// <summary>A wish that is passed on; where it came before anybody listened, once, as soon as somebody does.</summary>
    internal sealed class Request(string signal)
    {
        private readonly Lock _gate = new();
        private Action<string>? _call;
        private bool _early;

        public void Receive()
        {
            Action<string>? call;
            lock (_gate)
            {
                call = _call;
                _early = call is null;
            }
            call?.Invoke(signal);
        }

        public void Attach(Action<string> call)
        {
            bool early;
            lock (_gate)
            {
                early = _early;
                _early = false;
                _call = call;
            }
            if (early)
                call(signal);
        }
    }

    private void Take(int signal, Action call) => _registrations.Add(PosixSignalRegistration.Create((PosixSignal)signal, context =>
    {
        context.Cancel = true;
        call();
    }));

    private void Take(PosixSignal signal, string name) => _registrations.Add(PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        Receive(name);
    }));
}
