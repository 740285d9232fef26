using System.Diagnostics;
using System.Text;

namespace Supervision.Tests.Shared;

/// <summary>A real <c>supervision</c> process. Everything that it started carries its mark; disposing kills what is left.</summary>
internal sealed class DaemonProcess : IAsyncDisposable
{
    private const string MarkVariable = "MARK_OF_SUPERVISION_TEST";

    /// <summary>Generous, because test machines are shared; a test that waits in vain fails with the log instead of hanging.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Restarts that follow each other within moments and grow without jitter.</summary>
    public static readonly string[] Fast =
    [
        "--set", "supervision.defaults.engine.backoff.min=50ms",
        "--set", "supervision.defaults.engine.backoff.jitter=0",
        "--set", "supervision.defaults.engine.stop.timeout=5s",
    ];

    private readonly Process _process;
    private readonly List<string> _lines = [];
    private readonly StringBuilder _errors = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly TaskCompletionSource _outputEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _mark;

    private DaemonProcess(Process process, string mark, bool read)
    {
        _process = process;
        _mark = mark;
        _process.ErrorDataReceived += (_, e) => OnError(e.Data);
        _process.OutputDataReceived += (_, e) => OnLine(e.Data);
        _process.Start();
        _process.BeginErrorReadLine();
        if (read)
            Read();
    }

    public static string Executable { get; } = Path.Combine(Repository.OutputOf("Supervision"), "supervision");

    public static string TinyEngine { get; } = Path.Combine(Repository.OutputOf("TinyEngine"), "tiny-engine");

    public int Pid => _process.Id;

    /// <summary>How long this one is waited for.</summary>
    public TimeSpan Deadline { get; set; } = Patience;

    public string Errors
    {
        get
        {
            lock (_lines)
                return _errors.ToString();
        }
    }

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
                return [.. _lines];
        }
    }

    /// <summary>The lines so far as JSON; every one must be.</summary>
    public IReadOnlyList<LogLine> Log => [.. Lines.Select(LogLine.Parse)];

    /// <summary>Processes that this daemon started, itself left out.</summary>
    public IReadOnlyList<int> Offspring => [.. ProcessScan.WithEnvironment($"{MarkVariable}={_mark}").Where(pid => pid != Pid)];

    public static DaemonProcess Start(params string[] args) => Start(args, []);

    /// <summary>Starts with the JSON log and fast restarts.</summary>
    public static DaemonProcess StartFast(params string[] args) => Start(["--log-format", "json", .. Fast, .. args], []);

    public static DaemonProcess Start(string[] args, Dictionary<string, string?> environment, bool read = true, params string[] wrapper) =>
        StartProgram([.. wrapper, Executable, .. args], environment, read);

    /// <summary>Starts another program that supervises.</summary>
    public static DaemonProcess StartProgram(string[] program, Dictionary<string, string?> environment, bool read = true)
    {
        string mark = Guid.NewGuid().ToString("N");
        // A shell that starts these tests in the background ignores SIGINT and SIGQUIT, and so would every daemon after it.
        string[] command = ["env", "--default-signal=INT,QUIT", .. program];
        var start = new ProcessStartInfo(command[0]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (string argument in command.Skip(1))
            start.ArgumentList.Add(argument);
        start.Environment[MarkVariable] = mark;
        start.Environment.Remove("LAUNCH_COMMAND");
        foreach ((string name, string? value) in environment)
            start.Environment[name] = value;
        return new DaemonProcess(new Process { StartInfo = start }, mark, read);
    }

    /// <summary>Begins to read standard output, where the start did not.</summary>
    public void Read() => _process.BeginOutputReadLine();

    /// <summary>Closes our end of its standard output.</summary>
    public void CloseOutput() => _process.StandardOutput.Close();

    public void Signal(int signal) => Assert.Equal(0, Native.Kill(Pid, signal));

    public Task<LogLine> WaitForEventAsync(string name, Func<LogLine, bool>? also = null) =>
        WaitForAsync(line => LogLine.Parse(line) is var log && log.Event == name && also?.Invoke(log) != false, name, LogLine.Parse);

    /// <summary>The first event of any name that it holds for.</summary>
    public Task<LogLine> WaitForAnyAsync(string what, Func<LogLine, bool> matches) => WaitForAsync(line => matches(LogLine.Parse(line)), what, LogLine.Parse);

    public Task<string> WaitForLineAsync(string part) =>
        WaitForAsync(line => line.Contains(part, StringComparison.Ordinal), part, line => line);

    public async Task<int> WaitForExitAsync()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"the daemon did not end; {Describe()}");
        }
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        foreach (int pid in Offspring)
            Native.Kill(pid, Native.SIGKILL);
        await Task.WhenAny(_process.WaitForExitAsync(), Task.Delay(Patience));
        _process.Dispose();
    }

    public string Describe() => $"standard error:\n{Errors}\nlog:\n{string.Join('\n', Shown())}";

    // The last lines; of those at level debug only the very last, or they hide the others.
    private IEnumerable<string> Shown()
    {
        IReadOnlyList<string> lines = Lines;
        return lines.Where((line, at) => at >= lines.Count - 10 || !line.Contains("\"level\":\"debug\"", StringComparison.Ordinal)).TakeLast(50);
    }

    private async Task<T> WaitForAsync<T>(Func<string, bool> matches, string what, Func<string, T> result)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        for (int next = 0; ;)
        {
            IReadOnlyList<string> lines = Lines;
            for (; next < lines.Count; next++)
                if (matches(lines[next]))
                    return result(lines[next]);
            if (_outputEnded.Task.IsCompleted && Lines.Count == next)
                Assert.Fail($"the output ended without '{what}'; {Describe()}");
            try
            {
                await _arrived.WaitAsync(TimeSpan.FromMilliseconds(200), deadline.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"no '{what}' in time; {Describe()}");
            }
        }
    }

    private void OnLine(string? line)
    {
        if (line is null)
            _outputEnded.TrySetResult();
        else
            lock (_lines)
                _lines.Add(line);
        _arrived.Release();
    }

    private void OnError(string? line)
    {
        if (line is null)
            return;
        lock (_lines)
            _errors.Append(line).Append('\n');
    }
}
