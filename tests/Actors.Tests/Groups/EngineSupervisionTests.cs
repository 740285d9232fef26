using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Settings;
using Supervision.Actors.Tests.Support;

namespace Supervision.Actors.Tests.Groups;

/// <summary>The contract over operating system processes in a group.</summary>
public sealed class EngineSupervisionTests : SupervisionContract
{
    private const int SigTerm = 15;
    private const int SigKill = 9;
    private const int SigUsr1 = 10;

    // TERM is a normal end asked for from outside, USR1 a failure.
    private const string Script = "trap 'exit 0' TERM; trap 'exit 1' USR1; echo up; while :; do sleep 0.02; done";

    [Theory(Timeout = 60_000)]
    [InlineData(GroupStrategy.OneForAll, RestartType.Permanent, "abc")]
    [InlineData(GroupStrategy.OneForAll, RestartType.Transient, "abc")]
    [InlineData(GroupStrategy.OneForAll, RestartType.Temporary, "b")]
    [InlineData(GroupStrategy.RestForOne, RestartType.Permanent, "bc")]
    [InlineData(GroupStrategy.RestForOne, RestartType.Transient, "bc")]
    [InlineData(GroupStrategy.RestForOne, RestartType.Temporary, "b")]
    public async Task SiblingsThatAreTakenDown_ComeBack_UnlessTheyAreTemporary(GroupStrategy strategy, RestartType siblings, string restarted)
    {
        await using var supervised = await StartAsync(strategy, name => name == "b" ? RestartType.Permanent : siblings);

        Assert.Equal(restarted, string.Concat((await supervised.EndAsync("b", ChildEnd.Failure, restarted.Length)).Order()));
    }

    protected override async Task<ISupervised> StartAsync(GroupStrategy strategy, RestartType type) => await StartAsync(strategy, _ => type);

    private static async Task<Running> StartAsync(GroupStrategy strategy, Func<string, RestartType> type)
    {
        var harness = TreeHarness.Start(
            strategy, [.. new[] { "a", "b", "c" }.Select(name => TreeHarness.Shell(name, Script) with { Restart = type(name) })]);
        var up = new HashSet<string>();
        var pids = new Dictionary<string, int>();
        // The traps are set before the word.
        while (up.Count < 3 || pids.Count < 3)
        {
            var value = await harness.NextAsync<EngineEvent>();
            if (value is EngineOutput { Line: "up" })
            {
                up.Add(value.Engine);
            }
            else if (value is EngineReady)
            {
                pids[value.Engine] = value.Pid!.Value;
            }
        }

        harness.Seen.Clear();
        return new Running(harness, pids);
    }

    private sealed class Running(TreeHarness harness, Dictionary<string, int> pids) : ISupervised
    {
        public async Task<IEnumerable<char>> EndAsync(string child, ChildEnd end, int expected)
        {
            Proc.Kill(pids[child], end switch { ChildEnd.Normal => SigTerm, ChildEnd.Failure => SigUsr1, _ => SigKill });
            for (var ready = 0; ready < expected; ready++)
            {
                await harness.NextAsync<EngineReady>();
            }

            // The end of b is through when its status says so; what the group does about it, it has decided by then.
            await harness.StatusOfAsync(child, status => expected > 0
                ? status is { State: EngineState.Running, Attempt: 2 }
                : status is { State: EngineState.Exited, Desired: DesiredState.Down });
            await harness.DrainAsync();
            return harness.Seen.OfType<EngineStarting>().Select(starting => starting.Engine[0]);
        }

        public async Task AliveAsync(string expected)
        {
            foreach (var name in pids.Keys)
            {
                var up = expected.Contains(name, StringComparison.Ordinal);
                await harness.StatusOfAsync(name, status => status.State == EngineState.Running == up);
            }
        }

        public ValueTask DisposeAsync() => harness.DisposeAsync();
    }
}
