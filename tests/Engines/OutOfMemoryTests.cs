using Supervision.Engines.Tests.Support;
using Supervision.Posix.Tests;
using static Supervision.Engines.Tests.Support.EngineRun;

namespace Supervision.Engines.Tests;

/// <summary>Alone: the counter of the group that all tests are in rises, and would explain the kills of other tests.</summary>
[CollectionDefinition(nameof(OutOfMemoryTests), DisableParallelization = true)]
[Collection(nameof(OutOfMemoryTests))]
public sealed class OutOfMemoryTests
{
    /// <summary>At most 64 MiB are filled. The server lives on and waits for nobody.</summary>
    [NeedsOomEvidenceFact]
    public async Task F17_KernelKillsAWorkerForMemory_AndTheEngineIsReplacedAfterALongerWait()
    {
        int port = FreePort();
        using RealGroup group = RealGroup.TryMake()!;
        using var folder = new EngineFolder();
        string go = folder.PathOf("go");
        string worker = folder.Script("worker", $"""
            echo $$ > {group.Members}
            read go < {go}
            x=$(head -c 200000000 /dev/zero | tr '\0' a)
            sleep 100
            """);
        string script = folder.Script("launch", $"""
            if [ ! -e {go} ]; then mkfifo {go}; {worker} & fi
            {TinyInShell(port)}
            """);
        await using EngineRun run = Start(folder, $$"""
            {{FastPreset("tiny")}}
            supervision.engines.tiny {
              command = ["{{script}}"]
              port = {{port}}
              critical-children = ["/worker$"]
              failures.policy.out-of-memory { action = retry, backoff-min = 2s }
            }
            """);
        LogLine ready = await run.ReadyAsync();
        await run.EventAsync("memory.sampled", line => line.Number("processes") >= 2);

        await File.WriteAllTextAsync(go, "go\n");

        LogLine exited = await run.ExitedAsync();
        Assert.Equal("out-of-memory", exited.Text("failure"));
        Assert.True((await run.EventAsync("engine.backoff")).Number("delay") >= 2);
        await run.BackInServiceAsync(ready, port);
        await run.StopsAsync();
    }
}
