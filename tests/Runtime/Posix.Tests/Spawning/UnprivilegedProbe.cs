namespace Supervision.Posix.Tests;

/// <summary>Starts made by a user who may not; prints what came of them.</summary>
internal static class UnprivilegedProbe
{
    internal static async Task<int> RunAsync(string what)
    {
        await using var host = ProcessHost.Start();
        var plain = new SpawnRequest { Command = ["true"] };
        var result = await host.SpawnAsync(what switch
        {
            "user-same" => plain with { User = "65534:65534" },
            "limit-refused" => plain with { Limits = [new ResourceLimit(ResourceKind.NoFile, 100, null)] },
            "nice-refused" => plain with { Nice = -5 },
            _ => plain with { User = "daemon" },
        }, new Recorder());
        Console.WriteLine(result is SpawnResult.Failed { Failure: var f } ? $"{f.Step} {f.Errno} {f.Message}" : "started");
        return 0;
    }
}
