using Supervision.Actors.Settings;

namespace Supervision.Actors.Tests.Groups;

/// <summary>
/// OTP's rules for strategies and restart types, over whatever is supervised: three children a, b and c are up in this order, b ends in
/// some way, and the names of those that were started anew are compared. The matrix is that of OTP's own suite.
/// </summary>
public abstract class SupervisionContract
{
    /// <summary>Strategy, restart type of all children, how b ends, and who is started again.</summary>
    public static TheoryData<GroupStrategy, RestartType, ChildEnd, string> Matrix()
    {
        var matrix = new TheoryData<GroupStrategy, RestartType, ChildEnd, string>();
        foreach (var (strategy, all) in new[] { (GroupStrategy.OneForOne, "b"), (GroupStrategy.OneForAll, "abc"), (GroupStrategy.RestForOne, "bc") })
        {
            foreach (var end in Enum.GetValues<ChildEnd>())
            {
                matrix.Add(strategy, RestartType.Permanent, end, all);
                matrix.Add(strategy, RestartType.Transient, end, end == ChildEnd.Normal ? "" : all);
                matrix.Add(strategy, RestartType.Temporary, end, "");
            }
        }

        return matrix;
    }

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Matrix))]
    public async Task AnEnd_RestartsWhomStrategyAndRestartTypeSay(GroupStrategy strategy, RestartType type, ChildEnd end, string restarted)
    {
        if (!Has(type, end))
        {
            // No such cell: what is supervised has no way of being in it.
            return;
        }

        await using var supervised = await StartAsync(strategy, type);

        Assert.Equal(restarted, string.Concat((await supervised.EndAsync("b", end, restarted.Length)).Order()));
        await supervised.AliveAsync(restarted.Length > 0 ? "abc" : "ac");
    }

    /// <summary>Whether the implementation has such a cell.</summary>
    protected virtual bool Has(RestartType type, ChildEnd end) => true;

    /// <summary>Starts a, b and c and waits until they are up.</summary>
    protected abstract Task<ISupervised> StartAsync(GroupStrategy strategy, RestartType type);

    /// <summary>Ways to end.</summary>
    public enum ChildEnd
    {
        Normal,
        Failure,
        Killed,
    }

    /// <summary>Three children under supervision.</summary>
    public interface ISupervised : IAsyncDisposable
    {
        /// <summary>Ends a child and returns the names of those that were started anew, when so many were and things are quiet again.</summary>
        Task<IEnumerable<char>> EndAsync(string child, ChildEnd end, int expected);

        /// <summary>Waits until exactly these are up.</summary>
        Task AliveAsync(string expected);
    }
}
