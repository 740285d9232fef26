using System.Runtime.InteropServices;

namespace Supervision.Pbm.Cli;

/// <summary>SIGINT: the first cancels what runs, a second one ends the process as if nobody had listened.</summary>
internal sealed class Interrupts : IDisposable
{
    private readonly PosixSignalRegistration _registration;
    private CancellationTokenSource _source = new();

    public Interrupts() => _registration = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnInterrupt);

    public CancellationToken Token => _source.Token;

    public bool Happened => _source.IsCancellationRequested;

    /// <summary>For the next command.</summary>
    public void Reset()
    {
        if (!_source.IsCancellationRequested)
            return;
        _source.Dispose();
        _source = new CancellationTokenSource();
    }

    public void Dispose()
    {
        _registration.Dispose();
        _source.Dispose();
    }

    private void OnInterrupt(PosixSignalContext context)
    {
        context.Cancel = !_source.IsCancellationRequested;
        if (context.Cancel)
            _source.Cancel();
    }
}
