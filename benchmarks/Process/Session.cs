using System.Diagnostics;

namespace Supervision.ProcessBenchmarks;

/// <summary>One supervisor at work on N programs, from its start to its end.</summary>
internal sealed class Session : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("process-bench-").FullName;
    private readonly Peer _peer;
    private readonly Starts _starts;
    private readonly System.Diagnostics.Process _process;
    private readonly HashSet<int> _programs = [];

    public Session(Peer peer, int programs)
    {
        _peer = peer;
        var fifo = Path.Combine(_folder, "starts");
        var script = Path.Combine(_folder, "program");
        _starts = new Starts(fifo);
        File.WriteAllText(script, $"echo $$ > {fifo}\nexec sleep 1000000\n");
        var command = peer.Prepare(_folder, programs, script);
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder };
        var begin = Stopwatch.GetTimestamp();
        _process = System.Diagnostics.Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        var last = begin;
        while (_programs.Count < programs)
        {
            var (pid, at) = _starts.Next(s_limit);
            _programs.Add(pid);
            last = at;
        }

        UpMilliseconds = Stopwatch.GetElapsedTime(begin, last).TotalMilliseconds;
    }

    /// <summary>From the start of the supervisor to the first instruction of its last program.</summary>
    public double UpMilliseconds { get; }

    public List<int> Supervisors() => Native.Supervisors(_process.Id, _programs);

    /// <summary>From kill -9 of a program to the first instruction of the next.</summary>
    public double RespawnMilliseconds()
    {
        var victim = _programs.First();
        var begin = Stopwatch.GetTimestamp();
        Native.Send(victim, Native.SigKill);
        var (pid, at) = _starts.Next(s_limit);
        _programs.Remove(victim);
        _programs.Add(pid);
        return Stopwatch.GetElapsedTime(begin, at).TotalMilliseconds;
    }

    /// <summary>From the request to the end of the supervisor and of all programs.</summary>
    public double StopMilliseconds()
    {
        var begin = Stopwatch.GetTimestamp();
        _peer.Stop(_folder, _process.Id);
        if (!_process.WaitForExit(s_limit))
            throw new TimeoutException($"{_peer.Name} did not end within {s_limit.TotalSeconds:0} s");
        while (_programs.Any(Native.IsAlive))
        {
            if (Stopwatch.GetElapsedTime(begin) > s_limit)
                throw new TimeoutException($"programs of {_peer.Name} are left after {s_limit.TotalSeconds:0} s");
            Thread.Yield();
        }

        return Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
    }

    public void Dispose()
    {
        var supervisors = Supervisors();
        if (!_process.HasExited)
            _process.Kill();
        foreach (var pid in supervisors.Skip(1).Concat(_programs))
            Native.Send(pid, Native.SigKill);
        _process.WaitForExit();
        _process.Dispose();
        _starts.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
