using Supervision.Actors.Groups;

namespace Supervision.Actors.Tests.Groups;

public sealed class RestartBudgetTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void TryRestart_BeyondTheLimitWithinTheWindow_IsRefused()
    {
        var budget = new RestartBudget(3, TimeSpan.FromHours(1), _time);

        Assert.True(budget.TryRestart());
        Assert.True(budget.TryRestart());
        Assert.True(budget.TryRestart());
        Assert.False(budget.TryRestart());
        Assert.Equal(3, budget.Used);
    }

    [Fact]
    public void TryRestart_WhenTheOldestLeftTheWindow_IsAllowedAgain()
    {
        var budget = new RestartBudget(2, TimeSpan.FromMinutes(10), _time);
        budget.TryRestart();
        _time.Advance(TimeSpan.FromMinutes(6));
        budget.TryRestart();
        _time.Advance(TimeSpan.FromMinutes(4));
        Assert.False(budget.TryRestart());

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(budget.TryRestart());
        Assert.Equal(2, budget.Used);
    }

    [Fact]
    public void TryRestart_WithZero_AllowsNone() => Assert.False(new RestartBudget(0, TimeSpan.FromHours(1), _time).TryRestart());

    [Fact]
    public void TryRestart_Unlimited_AlwaysAllows()
    {
        var budget = new RestartBudget(null, TimeSpan.FromHours(1), _time);
        Assert.All(Enumerable.Range(0, 1_000), _ => Assert.True(budget.TryRestart()));
    }
}
