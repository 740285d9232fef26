namespace Supervision.Posix;

// Overview
//   A driver in trouble blocks its callers, for minutes or for ever, and no call of it can be cancelled. So every question is asked on a
//   thread of its own that nobody needs: who asked gets TimedOut after the time he set, and so does everybody who asks before the thread
//   has come back. The thread starts with the first question and waits without a time-out.

/// <summary>Asks the NVIDIA driver about its GPUs, with bounded waits. Thread-safe.</summary>
public sealed class GpuMonitor : IDisposable
{
    private readonly object _gate = new();
    private readonly GpuOptions _options;
    private readonly GpuReader _reader;
    private TaskCompletionSource<GpuReport>? _question;
    private bool _started;
    private bool _ended;

    /// <summary>Loads nothing yet.</summary>
    /// <param name="options">Null for the defaults.</param>
    public GpuMonitor(GpuOptions? options = null)
    {
        _options = options ?? new GpuOptions();
        _reader = new GpuReader(_options);
    }

    /// <summary>Asks for everything. Questions that are asked at the same time share one answer.</summary>
    /// <param name="timeout">How long to wait; above zero.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The GPUs, or why there are none to show; never fails for a reason of the driver's.</returns>
    public async Task<GpuReport> ReadAsync(TimeSpan timeout, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero);
        Task<GpuReport> answer;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_ended, this);
            if (_question is null)
            {
                _question = new TaskCompletionSource<GpuReport>(TaskCreationOptions.RunContinuationsAsynchronously);
                Monitor.Pulse(_gate);
            }

            answer = _question.Task;
            if (!_started)
            {
                _started = true;
                new Thread(Run) { IsBackground = true, Name = "gpu" }.Start();
            }
        }

        try
        {
            return await answer.WaitAsync(timeout, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return new GpuReport
            {
                Status = GpuStatus.TimedOut,
                Reason = string.Create(
                    System.Globalization.CultureInfo.InvariantCulture, $"the driver did not answer within {timeout.TotalSeconds:0.###} s"),
            };
        }
    }

    /// <summary>Begins to listen for Xid errors, on a thread of its own.</summary>
    /// <param name="onEvent">Called on that thread: do not block.</param>
    /// <param name="onProblem">Hears why nothing can be heard, or no longer; then the watch is over. Called on that thread.</param>
    public GpuEventWatch WatchEvents(Action<GpuEvent> onEvent, Action<GpuReport>? onProblem = null)
    {
        ArgumentNullException.ThrowIfNull(onEvent);
        return new GpuEventWatch(_options, onEvent, onProblem);
    }

    /// <summary>Ends the thread, once the driver lets it go.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
            Monitor.Pulse(_gate);
        }
    }

    private void Run()
    {
        while (true)
        {
            TaskCompletionSource<GpuReport> question;
            lock (_gate)
            {
                while (_question is null && !_ended)
                    Monitor.Wait(_gate);
                if (_question is null)
                    return;
                question = _question;
            }

            GpuReport report;
            try
            {
                report = _reader.Read();
            }
            catch (Exception e)
            {
                report = new GpuReport { Status = GpuStatus.Failed, Reason = e.Message };
            }

            lock (_gate)
                _question = null;
            question.SetResult(report);
        }
    }
}
