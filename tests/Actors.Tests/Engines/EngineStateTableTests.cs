using System.Text;
using Supervision.Actors.Engines;

namespace Supervision.Actors.Tests.Engines;

public sealed class EngineStateTableTests
{
    private static readonly EngineState[] _states = Enum.GetValues<EngineState>();
    private static readonly EngineSignal[] _signals = Enum.GetValues<EngineSignal>();

    public static TheoryData<string, string> Cells()
    {
        var cells = new TheoryData<string, string>();
        foreach (var state in _states)
        {
            foreach (var signal in _signals)
            {
                cells.Add(state.ToString(), signal.ToString());
            }
        }

        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Lookup_EveryCell_IsDefinedAndIgnoreStaysInPlace(string stateName, string signalName)
    {
        var state = Enum.Parse<EngineState>(stateName);
        var (next, action) = EngineStateTable.Lookup(state, Enum.Parse<EngineSignal>(signalName));

        Assert.True(Enum.IsDefined(next));
        Assert.True(Enum.IsDefined(action));
        if (action == EngineAction.Ignore)
        {
            Assert.Equal(state, next);
        }
    }

    [Fact]
    public void Table_AsAWhole_EqualsItsBaseline() => Baseline.Verify("Actors/EngineStateTable.txt", Render());

    [Fact]
    public void StopRequested_InEveryState_LeadsTowardsStoppedAndNeverSpawns()
    {
        foreach (var state in _states)
        {
            var (next, action) = EngineStateTable.Lookup(state, EngineSignal.StopRequested);
            Assert.Contains(next, new[] { EngineState.Stopped, EngineState.Stopping, EngineState.Unknown });
            Assert.NotEqual(EngineAction.Spawn, action);
        }
    }

    [Fact]
    public void Unknown_WithSurvivors_StartsNoSecondCopyBeforeTheTreeIsEmpty()
    {
        foreach (var signal in _signals.Except([EngineSignal.ClearedToRestart]))
        {
            Assert.NotEqual(EngineState.Starting, EngineStateTable.Lookup(EngineState.Unknown, signal).Next);
        }
    }

    [Fact]
    public void Stopped_IsEnteredOnlyByClearedSignalsOrFromStatesWithoutProcess()
    {
        foreach (var state in _states.Except([EngineState.Stopped, EngineState.Backoff, EngineState.Fatal]))
        {
            foreach (var signal in _signals.Except([EngineSignal.ClearedToStop]))
            {
                Assert.NotEqual(EngineState.Stopped, EngineStateTable.Lookup(state, signal).Next);
            }
        }
    }

    [Fact]
    public void ClearedToFail_WhereATreeWasBeingCleared_ThrowsAtTheSupervisor()
    {
        foreach (var state in new[] { EngineState.Stopping, EngineState.Exited, EngineState.Unknown })
        {
            Assert.Equal((EngineState.Exited, EngineAction.Fail), EngineStateTable.Lookup(state, EngineSignal.ClearedToFail));
        }
    }

    private static string Render()
    {
        var text = new StringBuilder();
        foreach (var state in _states)
        {
            text.Append(state).Append('\n');
            foreach (var signal in _signals)
            {
                var (next, action) = EngineStateTable.Lookup(state, signal);
                text.Append("  ").Append(signal.ToString().PadRight(18)).Append(next.ToString().PadRight(10)).Append(action).Append('\n');
            }
        }

        return text.ToString();
    }
}
