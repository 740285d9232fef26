using System.IO.Pipes;
using Microsoft.Win32.SafeHandles;

namespace Supervision.Actors.Heartbeats;

/// <summary>A pipe on which the engine says once that it is ready, by writing a line end, as s6 has it.</summary>
internal sealed class NotifyDescriptor : IDisposable
{
    private readonly PipeStream _pipe;
    private readonly AnonymousPipeServerStream? _made;
    private CancellationTokenSource _reading = new();
    private Task _task = Task.CompletedTask;
    private volatile bool _notified;

    public NotifyDescriptor() => _pipe = _made = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.None);

    public NotifyDescriptor(int descriptor, bool notified)
    {
        _pipe = new AnonymousPipeClientStream(PipeDirection.In, new SafePipeHandle(descriptor, ownsHandle: true));
        _notified = notified;
    }

    public bool IsNotified => _notified;

    public int Descriptor => (int)_pipe.SafePipeHandle.DangerousGetHandle();

    public SafePipeHandle Child => _made!.ClientSafePipeHandle;

    public void Begin(Action changed)
    {
        if (_notified || !_task.IsCompleted)
        {
            return;
        }

        _made?.DisposeLocalCopyOfClientHandle();
        _reading.Dispose();
        _reading = new CancellationTokenSource();
        _task = RunAsync(changed, _reading.Token);
    }

    /// <summary>Ends the reading; what was read has been noticed then.</summary>
    public bool TryPause(TimeSpan bound)
    {
        _reading.Cancel();
        return _task.Wait(bound);
    }

    private async Task RunAsync(Action changed, CancellationToken cancellation)
    {
        var buffer = new byte[256];
        try
        {
            while (await _pipe.ReadAsync(buffer, cancellation).ConfigureAwait(false) is > 0 and var count)
            {
                if (buffer.AsSpan(0, count).Contains((byte)'\n'))
                {
                    _notified = true;
                    changed();
                    return;
                }
            }
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException or IOException)
        {
            // The attempt is over.
        }
    }

    public void Dispose()
    {
        _reading.Cancel();
        _reading.Dispose();
        _made?.Dispose();
        _pipe.Dispose();
    }
}
