using System.Text;

namespace Supervision.Posix.Tests;

/// <summary>An observer that keeps everything and lets a test wait for what it needs.</summary>
internal sealed class Recorder : IProcessObserver
{
    private readonly Lock _gate = new();
    private readonly MemoryStream _stdout = new();
    private readonly MemoryStream _stderr = new();
    private readonly List<(Func<bool> Condition, TaskCompletionSource Done)> _waits = [];

    public int Exits { get; private set; }

    public int StdoutCloses { get; private set; }

    public int StderrCloses { get; private set; }

    public ExitStatus Status { get; private set; }

    public string Stdout => Text(_stdout);

    public string Stderr => Text(_stderr);

    public byte[] StdoutBytes
    {
        get
        {
            lock (_gate)
                return _stdout.ToArray();
        }
    }

    /// <summary>Empties standard output in place of this.</summary>
    public IOutputPump? Pump { get; init; }

    public IOutputPump? PumpFor(OutputStream stream) => stream == OutputStream.Stdout ? Pump : null;

    public void OnOutput(OutputStream stream, ReadOnlySpan<byte> data)
    {
        lock (_gate)
            (stream == OutputStream.Stdout ? _stdout : _stderr).Write(data);
        Check();
    }

    public void OnOutputClosed(OutputStream stream)
    {
        lock (_gate)
        {
            if (stream == OutputStream.Stdout)
                StdoutCloses++;
            else
                StderrCloses++;
        }

        Check();
    }

    public void OnExited(ExitStatus status)
    {
        lock (_gate)
        {
            Exits++;
            Status = status;
        }

        Check();
    }

    /// <summary>Completes when the condition holds; looked at after every call of the observer.</summary>
    public Task Until(Func<bool> condition)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
            _waits.Add((condition, done));
        Check();
        return done.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    public Task UntilOutput(string text) => Until(() => Stdout.Contains(text, StringComparison.Ordinal));

    public Task UntilOver() => Until(() => Exits > 0 && StdoutCloses > 0 && StderrCloses > 0);

    private string Text(MemoryStream stream)
    {
        lock (_gate)
            return Encoding.UTF8.GetString(stream.ToArray());
    }

    private void Check()
    {
        lock (_gate)
        {
            foreach (var (condition, done) in _waits.ToArray())
            {
                if (condition())
                    done.TrySetResult();
            }
        }
    }
}
