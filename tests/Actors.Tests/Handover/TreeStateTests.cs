using System.Text;
using Supervision.Actors.Engines;
using Supervision.Actors.Handover;
using Supervision.Actors.Heartbeats;
using Supervision.Actors.Journal;
using Supervision.Actors.Reload;
using Supervision.Actors.Settings;
using Supervision.Actors.Tests.Settings;
using Supervision.Posix;

namespace Supervision.Actors.Tests.Handover;

/// <summary>What one image of the daemon writes down for the next.</summary>
public sealed class TreeStateTests
{
    public static TheoryData<string> Paths => [.. SettingCases.All.Select(one => one.Path)];

    // A setting that came back changed would restart engines without a reason.
    [Theory]
    [MemberData(nameof(Paths))]
    public void EverySetting_ComesBackAsItWas(string path)
    {
        var settings = Conf.Settings(WithSetting(path));

        var read = RoundTrip(new HandedTree { Settings = settings, Groups = [] }).Settings;

        var difference = SettingsDifference.Between(settings, read);
        Assert.Equal("no change", difference.ToString());
        Assert.Empty(difference.NotApplied);
    }

    [Fact]
    public void Tree_ComesBackAsItWas()
    {
        var failure = new EngineFailure(FailureKind.Hung, "hängt", ExitStatus.FromSignal(11, coreDumped: true), ["a", "b\u0001"], TimeSpan.FromTicks(12_345_678));
        var engine = new HandedEngine
        {
            Settings = Conf.Settings("supervision.engines.e { command = serve, probes.startup.http = \"http://127.0.0.1:1/x\" }").Engines.Single(),
            Restarts = [TimeSpan.FromMinutes(3), TimeSpan.FromSeconds(1)],
            BackoffFailures = 7,
            SameFailures = new HandedSameFailures(2, FailureKind.Exited, 3, null, ""),
            State = EngineState.Running,
            Desired = DesiredState.Up,
            Readiness = Readiness.NotReady,
            Attempt = 12,
            Exit = ExitStatus.FromCode(3),
            Failure = failure,
            Spawned = TimeSpan.FromHours(30),
            StoppedByHand = true,
            Attempts =
            [
                new EngineAttempt
                {
                    Attempt = 11,
                    Command = ["serve", "-x"],
                    Started = DateTimeOffset.UnixEpoch,
                    Failure = failure,
                    Probes = EngineAttemptProbes(),
                    LastOutput = ["last"],
                },
            ],
            GpuFree = new Dictionary<int, long> { [3] = long.MaxValue },
            Process = new HandedProcess(4711, 99)
            {
                Mark = "e:1",
                Exit = ExitStatus.Unknown,
                Stdout = 17,
                Stderr = 18,
                Members = [new HandedMember(4712, 100)],
            },
            Signals = new HandedSignals
            {
                Socket = 20,
                Address = "@x",
                Channels = [new HandedChannel(3, 21, true)],
                Marks = [new HandedMark("^up", true, TimeSpan.FromSeconds(9))],
            },
            Output = new HandedOutput
            {
                Open = 2,
                Stdout = new HandedStream { Rest = [1, 2, 255], Position = 2, Gap = true },
                LastLines = [[0xFF, 0x41]],
                LastStreams = [2],
                Patterns = new HandedPatterns { Lines = 1000, Hits = [new HandedHit("cuda", 5, "CUDA error")] },
            },
        };
        var tree = new HandedTree
        {
            Settings = Conf.Settings("supervision.engines.e.command = serve"),
            Sequence = 5_000_000_000,
            Groups = [new HandedGroup { Name = "default", Mode = "Running", Engines = [engine], Plan = new HandedPlan("e", "e", [], TimeSpan.FromSeconds(2), true) }],
            Lines = new Dictionary<string, Dictionary<string, int>> { ["e"] = new() { ["^up"] = 4 } },
            Ended = [new HandedEnd("g", "gave up", failure, [], 80)],
        };

        var written = new TreeState(tree).With(new Dictionary<string, string> { ["health"] = "9 127.0.0.1:1" }).Write();
        var state = TreeState.TryRead(written, out var problem);

        Assert.Null(problem);
        Assert.Equal([17, 18, 21, 20], state!.Descriptors);
        Assert.Equal((1, 1), (state.Engines, state.Processes));
        Assert.Equal("9 127.0.0.1:1", state.Host["health"]);
        // What is written once more is the same, so nothing was lost.
        Assert.Equal(Encoding.UTF8.GetString(written), Encoding.UTF8.GetString(state.Write()));
        var back = Assert.Single(Assert.Single(state.Tree.Groups).Engines);
        Assert.Equal(failure with { LastOutput = back.Failure!.LastOutput }, back.Failure);
        Assert.Equal(engine.Output!.Stdout!.Rest, back.Output!.Stdout!.Rest);
        Assert.Equal(engine.Attempts[0].Probes, back.Attempts[0].Probes);
    }

    [Fact]
    public void State_ThatWasOnItsWay_IsOlderByThat()
    {
        var engine = new HandedEngine
        {
            Settings = Conf.Settings("supervision.engines.e.command = serve").Engines.Single(),
            Restarts = [TimeSpan.FromSeconds(5)],
            BackoffAge = TimeSpan.FromSeconds(1),
        };
        var group = new HandedGroup
        {
            Name = "default",
            Mode = "Running",
            Engines = [engine],
            Entry = new HandedGroupEntry { StartIn = TimeSpan.FromSeconds(9) },
        };
        var state = new TreeState(new HandedTree
        {
            Settings = Conf.Settings("supervision.engines.e.command = serve"),
            Groups = [group],
            Clock = TimeSpan.FromMinutes(10),
        });

        var arrived = Assert.Single(state.ArrivedAt(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(2)).Tree.Groups);

        Assert.Equal(TimeSpan.FromSeconds(7), arrived.Entry.StartIn);
        Assert.Equal(TimeSpan.FromSeconds(3), arrived.Engines[0].BackoffAge);
        Assert.Equal<TimeSpan>([TimeSpan.FromSeconds(7)], arrived.Engines[0].Restarts);
        Assert.Null(arrived.Engines[0].Ready);
        // The clock of another boot.
        Assert.Same(state, state.ArrivedAt(TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void State_OfAnotherFormat_IsRefused()
    {
        var text = Encoding.UTF8.GetString(Written());

        Assert.Null(TreeState.TryRead(Encoding.UTF8.GetBytes(text.Replace("supervision-handover 1 ", "supervision-handover 2 ", StringComparison.Ordinal)), out var problem));
        Assert.Equal("it has the format 2, and only 1 is understood", problem);
    }

    [Fact]
    public void State_ThatWasDamaged_IsRefused()
    {
        var bytes = Written();
        bytes[^5] ^= 1;

        Assert.Null(TreeState.TryRead(bytes, out var problem));
        Assert.Equal("it is damaged: its checksum is wrong", problem);
    }

    [Fact]
    public void State_CutOffAnywhere_IsRefused()
    {
        var bytes = Written();
        for (var length = 0; length < bytes.Length; length += 1 + (length / 20))
        {
            Assert.Null(TreeState.TryRead(bytes.AsSpan(0, length), out var problem));
            Assert.NotNull(problem);
        }
    }

    [Fact]
    public void State_WithMoreThanThisProgramKnows_IsRead()
    {
        var tree = new TreeState(new HandedTree { Settings = Conf.Settings("supervision.engines.e.command = serve"), Groups = [] });
        var bytes = tree.Write();
        var content = Encoding.UTF8.GetString(bytes.AsSpan(bytes.AsSpan().IndexOf((byte)'\n') + 1));

        var state = TreeState.TryRead(Envelope(content.Insert(1, "\"fromTheFuture\":{\"a\":[1,2]},")), out var problem);

        Assert.Null(problem);
        Assert.Equal("e", Assert.Single(state!.Settings.Engines).Name);
    }

    private static byte[] Envelope(string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        return [.. Encoding.ASCII.GetBytes($"supervision-handover 1 {JournalRecord.Checksum(bytes):x8} {bytes.Length}\n"), .. bytes];
    }

    private static byte[] Written() => new TreeState(new HandedTree { Settings = Conf.Settings("supervision.engines.e.command = serve"), Groups = [] }).Write();

    private static System.Collections.Immutable.ImmutableDictionary<ProbeKind, ProbeResult> EngineAttemptProbes() =>
        System.Collections.Immutable.ImmutableDictionary<ProbeKind, ProbeResult>.Empty.Add(ProbeKind.Liveness, new ProbeResult(false, true, "503") { Fault = ProbeFault.Refused });

    private static TreeState RoundTrip(HandedTree tree)
    {
        var state = TreeState.TryRead(new TreeState(tree).Write(), out var problem);
        Assert.Null(problem);
        return state!;
    }

    private static string WithSetting(string path)
    {
        var one = SettingCases.All.Single(each => each.Path == path);
        var direct = path.Replace("supervision.defaults.engine.", "supervision.engines.e.", StringComparison.Ordinal)
            .Replace("supervision.defaults.group.", "supervision.groups.g.", StringComparison.Ordinal);
        return $"{SettingCases.Base}{direct} = {one.Good}";
    }
}
