namespace Supervision.Contracts.Tests;

/// <summary>
/// A program on the kernel alone, published trimmed and ahead of time: no warning of either compiler, and both files do what the
/// kernel does untrimmed.
/// </summary>
public sealed class PublishTests(PublishedHello published) : IClassFixture<PublishedHello>
{
    private const string Expected = """
        1 configured: hello, kernel
        2 started: akka://hello/user/boss
        3 failed: cannot work yet
        4 restarted: worker
        5 heard: worker was restarted
        6 ticked: after 20 ms
        7 terminated

        """;

    [SkippableFact(Timeout = 280_000)]
    public async Task Hello_PublishedTrimmed_Runs() => await CheckAsync(await published.Trimmed);

    [SkippableFact(Timeout = 280_000)]
    public async Task Hello_PublishedAheadOfTime_RunsAlike() => await CheckAsync(await published.AheadOfTime);

    private static async Task CheckAsync(PublishedHello.Outcome outcome)
    {
        if (outcome.Missing is { } missing)
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", missing);
            throw new SkipException(missing);
        }

        Assert.True(outcome.File is not null, outcome.Log);
        var (code, output) = await PublishedHello.RunAsync(outcome.File, []);
        Assert.Equal(Expected, output);
        Assert.Equal(0, code);
    }
}
