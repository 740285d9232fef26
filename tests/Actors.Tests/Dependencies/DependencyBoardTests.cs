using Supervision.Actors.Dependencies;
using Supervision.Actors.Engines;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Tests.Dependencies;

public sealed class DependencyBoardTests
{
    private static readonly EngineFailure _failure = new(FailureKind.Exited, "exited with code 3", null, []);

    private static EngineStatus Status(
        EngineState state, DesiredState desired = DesiredState.Up, Readiness readiness = Readiness.Unknown, EngineFailure? failure = null, int attempt = 1) =>
        new("db", "default", state, desired, readiness, null, attempt, DateTimeOffset.UnixEpoch, failure);

    public static TheoryData<string, DependencyCondition, bool, bool> Cells()
    {
        var cells = new TheoryData<string, DependencyCondition, bool, bool>();
        // started, ready, healthy, completed, log: H holds, w waits, L is lost.
        foreach (var (status, verdicts) in new[]
        {
            ("stopped", "wwwww"), ("starting", "wwwww"), ("running", "HwwwH"), ("ready", "HHwwH"), ("healthy", "HHHwH"), ("not-ready", "HwwwH"),
            ("backoff", "wwwww"), ("stopping", "wwwww"), ("exited", "wwwww"), ("completed", "LLLHH"), ("failed", "LLLLH"), ("fatal", "LLLLL"), ("retry", "wwwww"),
            ("unknown", "wwwww"),
        })
        {
            foreach (var condition in Enum.GetValues<DependencyCondition>())
            {
                cells.Add(status, condition, verdicts[(int)condition] == 'H', verdicts[(int)condition] == 'L');
            }
        }

        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Condition_InEveryState_HoldsWaitsOrIsLost(string state, DependencyCondition condition, bool holds, bool lost)
    {
        var dependency = new DependencySettings { Engine = "db", Condition = condition, Pattern = "up" };
        var board = Board(dependency);
        board.Update(state switch
        {
            "stopped" => Status(EngineState.Stopped, DesiredState.Down),
            "running" => Status(EngineState.Running, readiness: Readiness.Starting),
            "ready" => Status(EngineState.Running, readiness: Readiness.Ready),
            "healthy" => Status(EngineState.Running, readiness: Readiness.Ready) with { Healthy = true },
            "not-ready" => Status(EngineState.Running, readiness: Readiness.NotReady),
            "completed" => Status(EngineState.Exited, DesiredState.Down),
            "failed" => Status(EngineState.Exited, DesiredState.Down, failure: _failure),
            "fatal" => Status(EngineState.Fatal, failure: _failure),
            "retry" => Status(EngineState.Fatal, failure: _failure) with { RetryAt = DateTimeOffset.UnixEpoch },
            _ => Status(Enum.Parse<EngineState>(state, ignoreCase: true)),
        });
        board.Seen("db", 1, "up");

        var (waiting, why) = board.Weigh("web");

        Assert.Equal(holds, waiting is null);
        Assert.Equal(lost, why is not null);
        Assert.Equal(holds, board.IsFulfilled(dependency));
    }

    [Fact]
    public void Line_OfAnEarlierAttempt_DoesNotCount()
    {
        var board = Board(new DependencySettings { Engine = "db", Condition = DependencyCondition.Log, Pattern = "up" });
        board.Seen("db", 1, "up");
        board.Update(Status(EngineState.Running, attempt: 2));

        Assert.Equal("db to write /up/ (not ready)", board.Weigh("web").WaitingFor);
    }

    [Theory]
    [InlineData(EngineState.Running, 1, false)]
    [InlineData(EngineState.Running, 2, true)]
    [InlineData(EngineState.Exited, 1, true)]
    [InlineData(EngineState.Stopping, 1, true)]
    public void Update_TellsTheEndOfAnAttempt(EngineState state, int attempt, bool ended)
    {
        var board = Board(new DependencySettings { Engine = "db" });
        board.Update(Status(EngineState.Running));

        Assert.Equal(ended, board.Update(Status(state, attempt: attempt)));
    }

    [Fact]
    public void AnEngineThatIsNotThere_IsWaitedFor()
    {
        var board = Board(new DependencySettings { Engine = "gone" });

        Assert.Equal(("gone ready (there is no such engine)", null), board.Weigh("web"));
    }

    private static DependencyBoard Board(DependencySettings dependency)
    {
        var board = new DependencyBoard();
        board.Add(new EngineSettings { Name = "db", Command = ["x"] }, Status(EngineState.Stopped));
        board.Add(new EngineSettings { Name = "web", Command = ["x"], DependsOn = [dependency] }, Status(EngineState.Stopped) with { Name = "web" });
        return board;
    }
}
