using Supervision.Engines.Tests.Support;
using static Supervision.Engines.Tests.Support.EngineRun;

namespace Supervision.Engines.Tests;

/// <summary>The engine does not come up, or not yet.</summary>
public sealed class StartTests
{
    [LimitedFact]
    public async Task F08_StartThatAlwaysFailsAlike_IsGivenUpOnEarlyWithACodeOfItsOwn()
    {
        int port = FreePort();
        using var folder = new EngineFolder();
        await using EngineRun run = Start(folder, $$"""
            {{FastPreset("tiny")}}
            supervision.engines.tiny {
              command = {{Tiny(port, "--model-file", folder.PathOf("no-such-model"))}}
              budget.max-retries = 1000
              failures.policy.exited { action = retry, exit-code = 64 }
            }
            """);

        LogLine summary = await run.GivesUpAsync(64);

        Assert.Equal("same-failures", Assert.Single(run.Log, line => line.Event == "group.budget-exhausted").Text("limit"));
        Assert.Equal(3, run.Log.Count(line => line.Event == "engine.starting"));
        Assert.Contains("exited with code 1", summary.Message, StringComparison.Ordinal);
        Assert.Contains("no-such-model", summary.Message, StringComparison.Ordinal);
    }
}
