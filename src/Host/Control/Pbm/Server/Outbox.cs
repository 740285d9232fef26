// Overview
// Answers of all commands of a connection wait here for its socket. What may wait is bounded in bytes; whoever has more waits for room, which is
// how a slow reader slows down whatever produces for it and nothing else. Small lines of one command are put together into one frame when
// they are taken out, so that producers need not do it. A reader that takes nothing at all for the length of the stall time is cut off by the writer.
using System.Collections.Immutable;
using Supervision.Pbm.Protocol;

namespace Supervision.Control.Pbm;

/// <summary>What a connection still has to send. Thread-safe, for one writer.</summary>
/// <param name="capacity">Characters that may wait, about; one answer more than that may.</param>
internal sealed class Outbox(int capacity)
{
    private const int MostLines = 512;
    private const int MostCharacters = 32 * 1024;

    private readonly Lock _gate = new();
    private readonly Queue<(PbmFrame Frame, int Size)> _frames = new();
    private TaskCompletionSource? _room;
    private TaskCompletionSource? _some;
    private int _waiting;
    private bool _closed;

    /// <summary>Puts a frame in, waiting for room.</summary>
    /// <exception cref="OperationCanceledException">The wait was ended, or the connection.</exception>
    public async ValueTask PutAsync(PbmFrame frame, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            Task room;
            lock (_gate)
            {
                if (_closed)
                    throw new OperationCanceledException("the connection has ended");
                if (_waiting < capacity)
                {
                    Add_NeedsLock(frame);
                    return;
                }
                _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                room = _room.Task;
            }
            await room.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Puts in what must be told although there is no room: the end of a command, a pong. Their number is bounded by what was asked.</summary>
    public void Push(PbmFrame frame)
    {
        lock (_gate)
        {
            if (!_closed)
                Add_NeedsLock(frame);
        }
    }

    /// <summary>Takes out the next frame, several lines of one command as one.</summary>
    /// <returns>Null when it is closed and empty.</returns>
    public async ValueTask<PbmFrame?> TakeAsync(CancellationToken cancellation)
    {
        while (true)
        {
            Task some;
            lock (_gate)
            {
                if (_frames.Count > 0)
                    return Take_NeedsLock();
                if (_closed)
                    return null;
                _some ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                some = _some.Task;
            }
            await some.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Nothing more comes in; what is there can still be taken out.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Wake_NeedsLock(ref _room);
            Wake_NeedsLock(ref _some);
        }
    }

    private void Add_NeedsLock(PbmFrame frame)
    {
        int size = SizeOf(frame);
        _frames.Enqueue((frame, size));
        _waiting += size;
        Wake_NeedsLock(ref _some);
    }

    private PbmFrame Take_NeedsLock()
    {
        var (frame, size) = _frames.Dequeue();
        _waiting -= size;
        if (frame is PbmFrame.Lines first && _frames.TryPeek(out var next) && next.Frame is PbmFrame.Lines)
        {
            var texts = ImmutableArray.CreateBuilder<string>();
            texts.AddRange(first.Texts);
            while (size < MostCharacters && texts.Count < MostLines && _frames.TryPeek(out next) && next.Frame is PbmFrame.Lines more && more.Id == first.Id)
            {
                _frames.Dequeue();
                _waiting -= next.Size;
                size += next.Size;
                texts.AddRange(more.Texts);
            }
            frame = first with { Texts = texts.ToImmutable() };
        }
        if (_waiting < capacity)
            Wake_NeedsLock(ref _room);
        return frame;
    }

    private static void Wake_NeedsLock(ref TaskCompletionSource? waiting)
    {
        waiting?.TrySetResult();
        waiting = null;
    }

    private static int SizeOf(PbmFrame frame) => 64 + frame switch
    {
        PbmFrame.Lines lines => lines.Texts.Sum(text => text.Length),
        PbmFrame.Row row => row.Json.Length,
        PbmFrame.Problem problem => problem.Message.Length,
        _ => 0,
    };
}
