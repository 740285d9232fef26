using System.Runtime.InteropServices;
using TinyEngine.Faults;
using TinyEngine.Processes;

namespace TinyEngine;

/// <summary>SIGTERM and SIGINT: the first asks for a drain, a second one ends the process at once.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _asked = new();
    private readonly FaultState _faults;
    private readonly EngineLog _log;
    private readonly PosixSignalRegistration _term;
    private readonly PosixSignalRegistration _int;
    private int _count;

    public StopSignals(FaultState faults, EngineLog log)
    {
        (_faults, _log) = (faults, log);
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

        if (Interlocked.Increment(ref _count) > 1)
        {
            _log.Warning("server", $"{name} again, ending at once");
            Native.Exit(ExitCodes.SignalBase + number);
        }

        _log.Info("server", $"{name} received");
        _asked.Cancel();
    }
}
