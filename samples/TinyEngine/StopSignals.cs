using System.Runtime.InteropServices;
using TinyEngine.Faults;
using TinyEngine.Processes;

namespace TinyEngine;

/// <summary>
/// SIGTERM and SIGINT: the first asks for a drain, one that comes a second or more later ends the process at once. Earlier repeats are
/// the same wish told twice, as when a supervisor signals the process and its group.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private static readonly TimeSpan SameWish = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _asked = new();
    private readonly FaultState _faults;
    private readonly EngineLog _log;
    private readonly PosixSignalRegistration _term;
    private readonly PosixSignalRegistration _int;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private long? _first;

    public StopSignals(FaultState faults, EngineLog log, TimeProvider time)
    {
        (_faults, _log, _time) = (faults, log, time);
        _term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => On(context, "SIGTERM", 15));
        _int = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => On(context, "SIGINT", 2));
    }

    public CancellationToken Asked => _asked.Token;

    public void Dispose()
    {
        _term.Dispose();
        _int.Dispose();
        _asked.Dispose();
    }

    private void On(PosixSignalContext context, string name, int number)
    {
        context.Cancel = true;
        if (name == "SIGTERM" && _faults.IgnoreTerm)
        {
            _log.Warning("server", "SIGTERM ignored");
            return;
        }

        long? first;
        lock (_lock)
        {
            first = _first;
            _first ??= _time.GetTimestamp();
        }

        if (first is null)
        {
            _log.Info("server", $"{name} received");
            _asked.Cancel();
        }
        else if (_time.GetElapsedTime(first.Value) >= SameWish)
        {
            _log.Warning("server", $"{name} again, ending at once");
            Native.Exit(ExitCodes.SignalBase + number);
        }
    }
}
