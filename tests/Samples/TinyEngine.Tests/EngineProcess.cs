using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace TinyEngine.Tests;

/// <summary>The built engine as a real process, with every line it printed. Disposing kills it and its children.</summary>
internal sealed partial class EngineProcess : IDisposable
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly List<string> _lines = [];
    private readonly object _changed = new();
    private readonly List<int> _children = [];
    private bool _outputEnded;

    private EngineProcess(string[] arguments, (string Name, string Value)[] environment)
    {
        // A shell that starts these tests in the background ignores SIGINT, and so would the engine.
        string program = Path.Combine(Repository.OutputOf("TinyEngine"), "tiny-engine");
        var start = new ProcessStartInfo("env", ["--default-signal=INT,QUIT", program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        int open = 2;
        foreach (StreamReader reader in (StreamReader[])[_process.StandardOutput, _process.StandardError])
        {
            new Thread(() =>
            {
                while (reader.ReadLine() is { } line)
                    Add(line);
                if (Interlocked.Decrement(ref open) == 0)
                    EndOutput();
            })
            { IsBackground = true }.Start();
        }
    }

    public int Pid => _process.Id;

    public HttpClient Client { get; } = new() { Timeout = Deadline };

    public int Port => Client.BaseAddress!.Port;

    public bool HasExited => _process.HasExited;

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_changed)
                return [.. _lines];
        }
    }

    /// <summary>On a free port, up to the line that names it.</summary>
    public static EngineProcess Listening(params string[] arguments)
    {
        EngineProcess engine = Start(["--port", "0", .. arguments]);
        string line = engine.WaitForLine("listening on ");
        engine.Client.BaseAddress = new Uri(line["listening on ".Length..]);
        return engine;
    }

    public static EngineProcess Ready(params string[] arguments)
    {
        EngineProcess engine = Listening(arguments);
        engine.WaitForLine("Application startup complete");
        return engine;
    }

    public static EngineProcess Start(params string[] arguments) => new(arguments, []);

    public static EngineProcess StartWith((string Name, string Value)[] environment, params string[] arguments) => new(arguments, environment);

    public string WaitForLine(string part)
    {
        var clock = Stopwatch.StartNew();
        lock (_changed)
        {
            while (true)
            {
                if (_lines.Find(l => l.Contains(part, StringComparison.Ordinal)) is { } line)
                    return line;
                TimeSpan left = Deadline - clock.Elapsed;
                if (_outputEnded || left <= TimeSpan.Zero || !Monitor.Wait(_changed, left))
                    throw new TimeoutException($"no line with '{part}' in:\n{string.Join('\n', _lines)}");
            }
        }
    }

    /// <summary>Waits until both outputs have been closed by everyone who held them.</summary>
    public void WaitForEndOfOutput()
    {
        var clock = Stopwatch.StartNew();
        lock (_changed)
        {
            while (!_outputEnded)
            {
                TimeSpan left = Deadline - clock.Elapsed;
                if (left <= TimeSpan.Zero || !Monitor.Wait(_changed, left))
                    throw new TimeoutException("the outputs are still open");
            }
        }
    }

    /// <summary>The pid that a line names after the given words; it is killed on dispose.</summary>
    public int ChildIn(string part)
    {
        int pid = int.Parse(ChildPid().Match(WaitForLine(part)).Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
        _children.Add(pid);
        return pid;
    }

    public void Signal(int signal) => Assert.True(TrySignal(signal));

    /// <summary>False when the process is gone.</summary>
    public bool TrySignal(int signal) => Kill(Pid, signal) == 0;

    public async Task<int> ExitAsync()
    {
        using var limit = new CancellationTokenSource(Deadline);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        Client.Dispose();
        foreach (int child in _children)
            _ = Kill(child, 9);
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private void Add(string line)
    {
        lock (_changed)
        {
            _lines.Add(line);
            Monitor.PulseAll(_changed);
        }
    }

    private void EndOutput()
    {
        lock (_changed)
        {
            _outputEnded = true;
            Monitor.PulseAll(_changed);
        }
    }

    [GeneratedRegex(@"(?:child|pid) (\d+)")]
    private static partial Regex ChildPid();

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);
}
