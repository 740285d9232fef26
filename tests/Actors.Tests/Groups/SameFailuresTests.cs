using Supervision.Actors.Engines;
using Supervision.Actors.Groups;
using Supervision.Posix;

namespace Supervision.Actors.Tests.Groups;

public sealed class SameFailuresTests
{
    private static EngineFailure Failure(FailureKind kind, int? code = null, string message = "") =>
        new(kind, message, code is { } value ? ExitStatus.FromCode(value) : null, []);

    [Fact]
    public void Alike_BeforeReady_AreCounted_WhateverTheWordsOfAnExit()
    {
        var same = new SameFailures();

        Assert.Equal([1, 2, 3], Enumerable.Range(0, 3).Select(i => same.Add(Failure(FailureKind.Exited, 2, $"words {i}"), beforeReady: true)));
    }

    [Fact]
    public void Another_StartsOver()
    {
        var same = new SameFailures();
        same.Add(Failure(FailureKind.Exited, 2), true);

        Assert.Equal(1, same.Add(Failure(FailureKind.Exited, 3), true));
        Assert.Equal(1, same.Add(Failure(FailureKind.SpawnFailed, null, "no such file"), true));
        Assert.Equal(2, same.Add(Failure(FailureKind.SpawnFailed, null, "no such file"), true));
        Assert.Equal(1, same.Add(Failure(FailureKind.SpawnFailed, null, "permission denied"), true));
    }

    [Fact]
    public void Readiness_InBetween_StartsOver()
    {
        var same = new SameFailures();
        same.Add(Failure(FailureKind.Exited, 2), true);

        Assert.Equal(0, same.Add(Failure(FailureKind.Exited, 2), false));
        Assert.Equal(1, same.Add(Failure(FailureKind.Exited, 2), true));
    }

    [Theory]
    [InlineData(FailureKind.OutOfMemory)]
    [InlineData(FailureKind.StartupTimeout)]
    [InlineData(FailureKind.Unhealthy)]
    [InlineData(FailureKind.Hung)]
    [InlineData(FailureKind.MemoryExceeded)]
    public void WhatMayPass_NeverCounts(FailureKind kind)
    {
        var same = new SameFailures();

        Assert.All(Enumerable.Range(0, 5), _ => Assert.Equal(0, same.Add(Failure(kind, 1), true)));
    }
}
