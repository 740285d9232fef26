using System.Net;
using System.Net.Sockets;
using System.Text;
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Heartbeats;
using Supervision.Actors.Settings;
using Supervision.Actors.Tests.Support;
using static Supervision.Actors.Tests.Support.TreeHarness;

namespace Supervision.Actors.Tests.Heartbeats;

public sealed class HeartbeatTests
{
    private static readonly TimeSpan _fast = TimeSpan.FromMilliseconds(30);

    private static ProbeSettings Probe(ProbeCheck check, int failures = 2) =>
        new() { Check = check, Period = _fast, Timeout = TimeSpan.FromSeconds(5), Failures = failures };

    private static EngineSettings Probed(ProbesSettings probes) => Shell("web", "exec sleep 100") with { Probes = probes };

    [Fact(Timeout = 60_000)]
    public async Task Startup_UntilItSucceeds_HoldsBackReadiness()
    {
        using var server = new TinyServer { Status = 503 };
        await using var harness = Start(Probed(new ProbesSettings { Startup = Probe(server.Check, failures: 1_000) }));
        await harness.NextOfAsync<ProbeCompleted>("web", probe => probe is { Result.Success: false, ConsecutiveFailures: 2 });
        Assert.Equal(Readiness.Starting, (await harness.Tree.StatusAsync()).Single().Readiness);

        server.Status = 200;

        await harness.NextOfAsync<EngineReady>("web");
        Assert.DoesNotContain(harness.Seen, e => e is ProbeCompleted { Kind: not ProbeKind.Startup });
    }

    [Fact(Timeout = 60_000)]
    public async Task Startup_OutOfTries_FailsTheAttempt()
    {
        using var server = new TinyServer { Status = 500 };
        await using var harness = Start(Probed(new ProbesSettings { Startup = Probe(server.Check, failures: 3) }));

        var exited = await harness.NextOfAsync<EngineExited>("web");

        Assert.Equal(FailureKind.StartupTimeout, exited.Failure!.Kind);
        Assert.Contains("status 500", exited.Failure.Message);
        await harness.NextOfAsync<EngineBackoff>("web");
    }

    [Fact(Timeout = 60_000)]
    public async Task Liveness_FailingInARow_RestartsTheEngine()
    {
        using var server = new TinyServer();
        await using var harness = Start(Probed(new ProbesSettings { Liveness = Probe(server.Check, failures: 2) }));
        await harness.NextOfAsync<ProbeCompleted>("web", probe => probe.Result.Success);

        server.Status = 503;
        var stopping = await harness.NextOfAsync<EngineStopping>("web");
        server.Status = 200;
        await harness.NextOfAsync<EngineRunning>("web");

        Assert.Contains("liveness probe failed 2 times", stopping.Why);
        Assert.Equal(FailureKind.Unhealthy, harness.Seen.OfType<EngineExited>().Single().Failure!.Kind);
    }

    [Fact(Timeout = 60_000)]
    public async Task Readiness_FailingAndRecovering_TogglesWithoutRestart()
    {
        using var server = new TinyServer();
        await using var harness = Start(Probed(new ProbesSettings { Readiness = Probe(server.Check, failures: 2) }));
        var first = await harness.NextOfAsync<EngineReady>("web");

        server.Status = 503;
        await harness.NextOfAsync<EngineNotReady>("web");
        server.Status = 200;
        var second = await harness.NextOfAsync<EngineReady>("web");

        Assert.Equal(first.Pid, second.Pid);
        Assert.DoesNotContain(harness.Seen, e => e is EngineExited);
    }

    [Fact(Timeout = 60_000)]
    public async Task Busy_EngineThatAnswers503_KeepsItsHeartbeat()
    {
        using var server = new TinyServer { Status = 503 };
        var engine = Probed(new ProbesSettings { Readiness = Probe(server.Check) }) with
        {
            Heartbeat = new HeartbeatSettings { Interval = TimeSpan.FromMilliseconds(300), Timeout = TimeSpan.FromSeconds(30) },
        };
        await using var harness = Start(engine);

        for (var i = 0; i < 8; i++)
        {
            await harness.NextOfAsync<HeartbeatReceived>("web");
        }

        Assert.DoesNotContain(harness.Seen, e => e is EngineExited or HeartbeatMissed);
    }

    [Fact(Timeout = 60_000)]
    public async Task Silence_ForTheHeartbeatTimeout_CountsAsHung()
    {
        using var server = new TinyServer();
        var engine = Probed(new ProbesSettings { Readiness = Probe(server.Check) with { Timeout = TimeSpan.FromMilliseconds(50) } }) with
        {
            Heartbeat = new HeartbeatSettings { Interval = TimeSpan.FromMilliseconds(100), Timeout = TimeSpan.FromMilliseconds(400) },
        };
        await using var harness = Start(engine);
        await harness.NextOfAsync<EngineReady>("web");

        server.Silent = true;
        var exited = await harness.NextOfAsync<EngineExited>("web");

        Assert.Equal(FailureKind.Hung, exited.Failure!.Kind);
        Assert.Contains(harness.Seen, e => e is HeartbeatMissed);
    }

    [Fact(Timeout = 60_000)]
    public async Task Supervisor_ThatDidNotRunItself_BlamesNoEngine()
    {
        using var server = new TinyServer();
        var time = new LeapingTime();
        var heartbeat = new HeartbeatSettings { Interval = TimeSpan.FromMilliseconds(100), Timeout = TimeSpan.FromSeconds(30) };
        // Asked once, so that no answer comes in before the beat after the leap.
        var asked = Probe(server.Check) with { Period = TimeSpan.FromHours(1) };
        var web = Probed(new ProbesSettings { Readiness = asked }) with { Heartbeat = heartbeat };
        var pace = Shell("pace", "exec sleep 100") with { Heartbeat = heartbeat };
        var settings = new SupervisionSettings { Groups = [new GroupSettings { Name = "default", Engines = [web, pace] }] };
        await using var harness = TreeHarness.Start(settings, new SupervisionTreeOptions { Time = time });
        await harness.NextOfAsync<HeartbeatReceived>("web");

        time.Leap(TimeSpan.FromMinutes(5));
        for (var i = 0; i < 5; i++)
        {
            // Both hearts beat together.
            await harness.NextOfAsync<HeartbeatReceived>("pace");
        }

        Assert.DoesNotContain(harness.Seen, e => e is EngineExited or HeartbeatMissed);
    }

    /// <summary>What it said meanwhile may not have been read yet.</summary>
    [Fact(Timeout = 60_000)]
    public async Task Supervisor_ThatDidNotRunItself_MissesNoWord()
    {
        var time = new LeapingTime();
        ProbeSettings Within(ProbeCheck check) => new() { Check = check, Period = TimeSpan.FromMilliseconds(50), Failures = 1 };
        var line = Shell("line", "echo alive; exec sleep 100") with
        {
            Probes = new ProbesSettings { Startup = Within(new ProbeCheck.Log("alive", TimeSpan.Zero)) with { Failures = 1000 }, Liveness = Within(new ProbeCheck.Log("alive", TimeSpan.FromSeconds(50))) },
        };
        var dog = Shell("dog", "exec sleep 100") with { Probes = new ProbesSettings { Liveness = Within(new ProbeCheck.Notify(TimeSpan.FromSeconds(50))) } };
        var settings = new SupervisionSettings { Groups = [new GroupSettings { Name = "default", Engines = [line, dog] }] };
        await using var harness = TreeHarness.Start(settings, new SupervisionTreeOptions { Time = time });
        foreach (var engine in (string[])["line", "dog"])
        {
            await harness.NextOfAsync<ProbeCompleted>(engine, probe => probe.Kind == ProbeKind.Liveness);
        }

        time.Leap(TimeSpan.FromMinutes(5));
        for (var i = 0; i < 5; i++)
        {
            Assert.True((await harness.NextOfAsync<ProbeCompleted>("line")).Result.Success);
            Assert.True((await harness.NextOfAsync<ProbeCompleted>("dog")).Result.Success);
        }

        Assert.DoesNotContain(harness.Seen, e => e is EngineStopping);
    }

    [Fact(Timeout = 60_000)]
    public async Task StoppedProcess_WithoutProbes_CountsAsHung()
    {
        var engine = Shell("web", "exec sleep 100") with
        {
            Heartbeat = new HeartbeatSettings { Interval = TimeSpan.FromMilliseconds(600), Timeout = TimeSpan.FromMilliseconds(1_500) },
            Stop = new StopSettings { Timeout = TimeSpan.FromMilliseconds(100) },
        };
        await using var harness = Start(engine);
        var ready = await harness.NextOfAsync<EngineReady>("web");
        await harness.NextOfAsync<HeartbeatReceived>("web");

        Proc.Kill(ready.Pid!.Value, 19 /* SIGSTOP */);
        var exited = await harness.NextOfAsync<EngineExited>("web");

        Assert.Equal(FailureKind.Hung, exited.Failure!.Kind);
        Assert.False(Directory.Exists($"/proc/{ready.Pid}"));
    }

    [Fact(Timeout = 60_000)]
    public async Task Tcp_Probe_TellsListeningFromNot()
    {
        using var server = new TinyServer();
        await using var up = Start(Probed(new ProbesSettings { Startup = Probe(new ProbeCheck.Tcp("127.0.0.1", server.Port)) }));
        await up.NextOfAsync<EngineReady>("web");

        int closed;
        using (var other = new TinyServer())
        {
            closed = other.Port;
        }

        await using var down = Start(Probed(new ProbesSettings { Startup = Probe(new ProbeCheck.Tcp("127.0.0.1", closed)) }));
        var probe = await down.NextOfAsync<ProbeCompleted>("web");
        Assert.False(probe.Result.Success);
        Assert.Contains($"127.0.0.1:{closed}", probe.Result.Detail);
    }

    [Fact(Timeout = 60_000)]
    public async Task Exec_Probe_UsesTheExitCodeAndTheEnginesEnvironment()
    {
        var engine = Probed(new ProbesSettings { Startup = Probe(new ProbeCheck.Exec(["/bin/sh", "-c", "test \"$SECRET\" = 1"])) });
        await using var harness = Start(engine with { Environment = engine.Environment.Add("SECRET", "1") });
        await harness.NextOfAsync<EngineReady>("web");

        await using var failing = Start(Probed(new ProbesSettings { Startup = Probe(new ProbeCheck.Exec(["/bin/sh", "-c", "exit 5"])) }));
        Assert.Contains("exited with code 5", (await failing.NextOfAsync<ProbeCompleted>("web")).Result.Detail);
    }

    [Fact(Timeout = 60_000)]
    public async Task Exec_ProbeThatHangs_IsKilledAtItsTimeout()
    {
        var token = $"TOKEN-{Guid.NewGuid():N}";
        var probe = Probe(new ProbeCheck.Exec(["/bin/sh", "-c", "sleep 100 & sleep 100"]), failures: 1_000) with { Timeout = TimeSpan.FromMilliseconds(100) };
        var engine = Probed(new ProbesSettings { Startup = probe });
        await using (var harness = Start(engine with { Environment = engine.Environment.Add("TOKEN", token) }))
        {
            Assert.Contains("no answer within", (await harness.NextOfAsync<ProbeCompleted>("web")).Result.Detail);
        }

        Assert.Empty(Proc.WithEnvironment(token));
    }

    /// <summary>An HTTP server of a few lines whose behaviour the test changes while it runs.</summary>
    private sealed class TinyServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private volatile int _status = 200;
        private volatile bool _silent;

        public TinyServer()
        {
            _listener.Start();
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
            _ = ServeAsync();
        }

        public int Port { get; }

        public int Status { get => _status; set => _status = value; }

        public bool Silent { get => _silent; set => _silent = value; }

        public ProbeCheck Check => new ProbeCheck.Http(new Uri($"http://127.0.0.1:{Port}/health"));

        public void Dispose() => _listener.Stop();

        private async Task ServeAsync()
        {
            try
            {
                while (true)
                {
                    _ = AnswerAsync(await _listener.AcceptTcpClientAsync());
                }
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                // Stopped.
            }
        }

        private async Task AnswerAsync(TcpClient client)
        {
            using (client)
            {
                try
                {
                    var buffer = new byte[4096];
                    _ = await client.GetStream().ReadAsync(buffer);
                    if (_silent)
                    {
                        // Until the client gives up.
                        _ = await client.GetStream().ReadAsync(buffer);
                        return;
                    }

                    await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {_status} X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
                }
                catch (IOException)
                {
                    // The client went away.
                }
            }
        }
    }

    // The machine was suspended: its clock went on, its timers did not.
    private sealed class LeapingTime : TimeProvider
    {
        private long _leapt;

        public void Leap(TimeSpan by) => Interlocked.Add(ref _leapt, (long)(by.TotalSeconds * TimestampFrequency));

        public override long GetTimestamp() => base.GetTimestamp() + Interlocked.Read(ref _leapt);
    }
}
