using Supervision.Pattern;

namespace Supervision.Kernel.Tests.Pattern;

public sealed class BackoffDelayTests
{
    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 6)]
    [InlineData(2, 12)]
    [InlineData(3, 24)]
    [InlineData(4, 30)]
    [InlineData(5000, 30)]
    public void Delay_WithoutRandomPart_DoublesUpToTheMaximum(int failures, int seconds) => Assert.Equal(
        TimeSpan.FromSeconds(seconds),
        BackoffDelay.Calculate(failures, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(30), 0.0));

    [Fact]
    public void Delay_WithRandomPart_AddsItAfterTheMaximum()
    {
        var delays = Enumerable.Range(0, 1000)
            .Select(_ => BackoffDelay.Calculate(10, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), 0.5)).ToList();

        Assert.All(delays, d => Assert.InRange(d, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(15)));
        Assert.Contains(delays, d => d > TimeSpan.FromSeconds(11));
    }

    [Fact]
    public void Delay_BeyondAllMeasure_IsTheLongestTime() => Assert.Equal(
        TimeSpan.MaxValue,
        BackoffDelay.Calculate(100, TimeSpan.FromDays(1), TimeSpan.MaxValue, 0.0));
}
