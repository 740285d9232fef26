using System.Net.Sockets;
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Heartbeats;
using Supervision.Actors.Settings;
using Supervision.Actors.Tests.Support;
using Supervision.Tests.Shared;
using static Supervision.Actors.Tests.Support.TreeHarness;

namespace Supervision.Actors.Tests.Heartbeats;

/// <summary>What engines say by themselves. The probes' period is an hour: whatever happens in time happens because they said it.</summary>
public sealed class SignalTests : IDisposable
{
    private static readonly TimeSpan _never = TimeSpan.FromHours(1);
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("signals-");

    public void Dispose() => _directory.Delete(recursive: true);

    // Waits until the test has made the file.
    private string Await(string name) => $"while ! [ -e {PathOf(name)} ]; do sleep 0.02; done";

    private string PathOf(string name) => Path.Combine(_directory.FullName, name);

    private void Make(string name) => File.WriteAllText(PathOf(name), "");

    private static EngineSettings Ready(ProbeCheck check, string script) => Shell("web", script) with
    {
        Probes = new ProbesSettings { Readiness = new ProbeSettings { Check = check, Period = _never } },
    };

    // A process that sends each message when the file of that name is there, and stays.
    private string Notify(params string[] messages) =>
        "exec perl -MSocket -e '$a = $ENV{NOTIFY_SOCKET}; $a =~ s/^@/\\0/; socket(S, AF_UNIX, SOCK_DGRAM, 0); "
        + string.Concat(messages.Select((message, i) =>
            $"while (! -e \"{PathOf($"m{i}")}\") {{ select(undef, undef, undef, 0.02) }} send(S, \"{message}\", 0, pack_sockaddr_un($a)); "))
        + "sleep 100'";

    private static Task ReadyAndSaidAsync(TreeHarness harness, string text) =>
        harness.StatusOfAsync("web", status => status.Readiness == Readiness.Ready && status.StatusText == text);

    [Fact(Timeout = 60_000)]
    public async Task Descriptor_LineEnd_MakesReady()
    {
        await using var harness = Start(Ready(new ProbeCheck.Descriptor(5), $"printf half >&5; {Await("go")}; echo >&5; exec sleep 100"));
        Assert.Contains("no line end was written yet", (await harness.NextOfAsync<ProbeCompleted>("web")).Result.Detail);

        Make("go");

        await harness.NextOfAsync<EngineReady>("web");
    }

    [Fact(Timeout = 60_000)]
    public async Task Descriptor_ClosedWithoutAWord_IsNotReady()
    {
        await using var harness = Start(Ready(new ProbeCheck.Descriptor(3), "exec 3>&-; echo closed; exec sleep 100") with
        {
            Probes = new ProbesSettings { Readiness = new ProbeSettings { Check = new ProbeCheck.Descriptor(3), Period = TimeSpan.FromMilliseconds(50) } },
        });
        await harness.NextOfAsync<EngineOutput>("web");

        for (var i = 0; i < 5; i++)
        {
            Assert.False((await harness.NextOfAsync<ProbeCompleted>("web")).Result.Success);
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Log_LineLikeThePattern_MakesReady()
    {
        await using var harness = Start(Ready(
            new ProbeCheck.Log("^Application startup .*complete", TimeSpan.Zero),
            $"echo 'no Application startup complete' >&2; {Await("go")}; echo 'Application startup is complete.' >&2; exec sleep 100"));
        Assert.False((await harness.NextOfAsync<ProbeCompleted>("web")).Result.Success);

        Make("go");

        await harness.NextOfAsync<EngineReady>("web");
    }

    [Fact(Timeout = 60_000)]
    public async Task Log_OfAFile_IsLookedAtAsWell()
    {
        // Output that goes into a file as it is may otherwise be moved there unseen.
        var engine = Ready(new ProbeCheck.Log("ready", TimeSpan.Zero), $"{Await("go")}; seq 1 30000; echo ready; seq 1 30000; exec sleep 100");
        await using var harness = Start(
            new SupervisionSettings
            {
                Groups =
                [
                    new GroupSettings
                    {
                        Name = "default",
                        Engines = [engine with { Logs = engine.Logs with { Stdout = LogTarget.File(PathOf("out.log")), Format = LogFileFormat.Raw } }],
                    },
                ],
            },
            output: false);
        await harness.NextOfAsync<ProbeCompleted>("web");

        Make("go");

        await harness.NextOfAsync<EngineReady>("web");
    }

    [Fact(Timeout = 60_000)]
    public async Task Log_OfTheAttemptBefore_DoesNotCount()
    {
        await using var harness = Start(Ready(
            new ProbeCheck.Log("ready", TimeSpan.Zero), $"[ -e {PathOf("second")} ] || {{ touch {PathOf("second")}; echo ready; {Await("go")}; exit 1; }}; exec sleep 100"));
        await harness.NextOfAsync<EngineReady>("web");
        Make("go");
        await harness.NextOfAsync<EngineRunning>("web", running => running.Attempt == 2);

        Assert.False((await harness.NextOfAsync<ProbeCompleted>("web", probe => probe.Attempt == 2)).Result.Success);
    }

    [Fact(Timeout = 60_000)]
    public async Task Log_LivenessWithin_FailsWhenTheLinesStop()
    {
        await using var harness = Start(Shell("web", "for i in 1 2 3 4 5; do echo beat; sleep 0.1; done; exec sleep 100") with
        {
            Probes = new ProbesSettings
            {
                Startup = new ProbeSettings { Check = new ProbeCheck.Log("beat", TimeSpan.Zero), Period = TimeSpan.FromMilliseconds(20), Failures = 10_000 },
                Liveness = new ProbeSettings
                {
                    Check = new ProbeCheck.Log("beat", TimeSpan.FromMilliseconds(700)),
                    Period = TimeSpan.FromMilliseconds(50),
                    Failures = 2,
                },
            },
        });

        var exited = await harness.NextOfAsync<EngineExited>("web");

        Assert.Contains("no line like 'beat' for", exited.Failure!.Message);
    }

    [Fact(Timeout = 60_000)]
    public async Task HeartbeatFile_ThatStopsBeingTouched_FailsLiveness()
    {
        var path = PathOf("beat");
        await using var harness = Start(Shell("web", $"for i in 1 2 3 4 5; do touch {path}; sleep 0.1; done; exec sleep 100") with
        {
            Probes = new ProbesSettings
            {
                Startup = new ProbeSettings { Check = new ProbeCheck.HeartbeatFile(path, TimeSpan.FromMinutes(1)), Period = TimeSpan.FromMilliseconds(20), Failures = 10_000 },
                Liveness = new ProbeSettings
                {
                    Check = new ProbeCheck.HeartbeatFile(path, TimeSpan.FromSeconds(1)),
                    Period = TimeSpan.FromMilliseconds(50),
                    Failures = 2,
                },
            },
        });
        await harness.NextOfAsync<EngineReady>("web");

        Assert.Contains("touched 1", (await harness.NextOfAsync<EngineExited>("web")).Failure!.Message);
    }

    [NeedsProgramFact("perl", Timeout = 60_000)]
    public async Task Notify_Ready_MakesReadyAndStatusIsShown()
    {
        await using var harness = Start(Ready(
            new ProbeCheck.Notify(TimeSpan.Zero), Notify("STATUS=loading\\nMAINPID=1", "READY=1\\nSTATUS=serving", "STOPPING=1")));
        var running = await harness.NextOfAsync<EngineRunning>("web");
        Assert.Contains("no READY=1 so far", (await harness.NextOfAsync<ProbeCompleted>("web")).Result.Detail);

        Make("m0");
        Assert.Equal("loading", (await harness.NextOfAsync<EngineStatusReported>("web")).Text);
        var status = Assert.Single(await harness.Tree.StatusAsync());
        Assert.Equal((Readiness.Starting, "loading", running.Pid), (status.Readiness, status.StatusText, status.Pid));

        Make("m1");
        await ReadyAndSaidAsync(harness, "serving");

        Make("m2");
        Assert.Contains("STOPPING=1 (serving)", (await harness.NextOfAsync<ProbeCompleted>("web", probe => !probe.Result.Success)).Result.Detail);
    }

    [NeedsProgramFact("perl", Timeout = 60_000)]
    public async Task Notify_StatusManyTimes_CostsNoTries()
    {
        var script = "exec perl -MSocket -e '$a = $ENV{NOTIFY_SOCKET}; $a =~ s/^@/\\0/; socket(S, AF_UNIX, SOCK_DGRAM, 0); "
            + "for (1..500) { send(S, \"STATUS=$_\", 0, pack_sockaddr_un($a)) } send(S, \"READY=1\", 0, pack_sockaddr_un($a)); sleep 100'";
        await using var harness = Start(Shell("web", script) with
        {
            Probes = new ProbesSettings { Startup = new ProbeSettings { Check = new ProbeCheck.Notify(TimeSpan.Zero), Period = _never, Failures = 2 } },
        });

        await ReadyAndSaidAsync(harness, "500");

        await harness.NextOfAsync<EngineReady>("web");
        Assert.InRange(harness.Seen.OfType<ProbeCompleted>().Count(), 1, 2);
        Assert.Single(harness.Seen.OfType<EngineStatusReported>());
    }

    /// <summary>Words that change with every beat: the status has the newest, the history has an attempt's first and last.</summary>
    [Fact(Timeout = 60_000)]
    public async Task Words_ThatChangeAllTheTime_LeaveRoomInTheHistory()
    {
        await using var harness = Start(Shell("web", $"{Await("go")}; rm {PathOf("go")}; exit 3"));
        await harness.NextOfAsync<EngineReady>("web");
        for (var step = 1; step <= 300; step++)
        {
            await harness.Tree.BeatAsync("web", $"step {step}");
        }

        await harness.StatusOfAsync("web", status => status.StatusText == "step 300");
        Make("go");
        await harness.NextOfAsync<EngineExited>("web");
        Assert.Equal(["step 1", "step 300"], harness.Seen.OfType<EngineStatusReported>().Select(one => one.Text));

        // The next attempt's first words are news again.
        await harness.NextOfAsync<EngineRunning>("web", running => running.Attempt == 2);
        await harness.Tree.BeatAsync("web", "step 300");
        Assert.Equal(2, (await harness.NextOfAsync<EngineStatusReported>("web", one => one.Attempt == 2)).Attempt);
    }

    /// <summary>Whatever the watch begins anew for: that its process sleeps must not count as life again.</summary>
    [Fact(Timeout = 60_000)]
    public async Task Beats_ThatEnd_AreMissedAfterAReload()
    {
        EngineSettings Web(double timeout) => Shell("web", "exec sleep 100") with
        {
            Heartbeat = new HeartbeatSettings { Interval = TimeSpan.FromMilliseconds(50), Timeout = TimeSpan.FromSeconds(timeout) },
        };
        await using var harness = Start(Web(3600));
        await harness.NextOfAsync<EngineReady>("web");
        await harness.Tree.BeatAsync("web", null);
        await harness.NextOfAsync<HeartbeatMissed>("web");

        await harness.Tree.ReloadAsync(new SupervisionSettings { Groups = [new GroupSettings { Name = "default", Engines = [Web(0.5)] }] });

        var exited = await harness.NextOfAsync<EngineExited>("web");
        Assert.Equal(FailureKind.Hung, exited.Failure!.Kind);
        Assert.Contains("the engine sends no heartbeat any more", exited.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Beats_AreKnownToTheNextImage()
    {
        using var signals = new AttemptSignals(Shell("web", ""), TimeProvider.System) { HasBeaten = true };
        using var next = new AttemptSignals(Shell("web", ""), TimeProvider.System, signals.HandOver());
        Assert.True(next.HasBeaten);
    }

    [NeedsProgramFact("perl", Timeout = 60_000)]
    public async Task Notify_OfADescendant_CountsAndThatOfAStrangerDoesNot()
    {
        await using var harness = Start(Ready(
            new ProbeCheck.Notify(TimeSpan.Zero), $"echo $NOTIFY_SOCKET; ( {Notify("READY=1\\nSTATUS=own")} ) & exec sleep 100"));
        var address = (await harness.NextOfAsync<EngineOutput>("web")).Line;
        Assert.StartsWith("@", address);
        using (var stranger = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified))
        {
            stranger.SendTo("READY=1\nSTATUS=stranger"u8.ToArray(), new UnixDomainSocketEndPoint("\0" + address[1..]));
        }

        Make("m0");
        await ReadyAndSaidAsync(harness, "own");

        Assert.DoesNotContain(harness.Seen, e => e is EngineStatusReported { Text: "stranger" });
    }

    [NeedsProgramFact("perl", Timeout = 60_000)]
    public async Task Watchdog_InTimeAndThenSilent_FailsLiveness()
    {
        var script = "echo $WATCHDOG_USEC; exec perl -MSocket -e '$a = $ENV{NOTIFY_SOCKET}; $a =~ s/^@/\\0/; socket(S, AF_UNIX, SOCK_DGRAM, 0); "
            + "for (1..30) { send(S, \"WATCHDOG=1\", 0, pack_sockaddr_un($a)); select(undef, undef, undef, 0.1) } sleep 100'";
        await using var harness = Start(Shell("web", script) with
        {
            Probes = new ProbesSettings
            {
                Liveness = new ProbeSettings { Check = new ProbeCheck.Notify(TimeSpan.FromSeconds(5)), Period = TimeSpan.FromMilliseconds(100), Failures = 1 },
            },
        });
        Assert.Equal("5000000", (await harness.NextOfAsync<EngineOutput>("web")).Line);

        var exited = await harness.NextOfAsync<EngineExited>("web");

        Assert.Equal(FailureKind.Unhealthy, exited.Failure!.Kind);
        Assert.Matches("no WATCHDOG=1 for [0-9.]+ s", exited.Failure.Message);
        Assert.True(harness.Seen.OfType<ProbeCompleted>().Count(probe => probe.Result.Success) > 5);
    }
}
