namespace Supervision.Posix.Tests;

public sealed class SurvivorTests : ProcessTests
{
    [NeedsRootFact(Timeout = 60000)]
    public async Task Stop_OfAProcessThatCannotBeKilled_ReportsItWithinTheBound()
    {
        // A process in a driver cannot be made here; one that may not be signalled survives just as well.
        var seen = await RunToEnd(new SpawnRequest
        {
            Command =
            [
                "unshare", "--pid", "--fork", "--mount-proc", "--kill-child",
                "setpriv", "--bounding-set", "-kill", "--inh-caps", "-kill", .. ProbeProgram.Command("survivor-probe"),
            ],
        });
        Assert.Equal("", seen.Stderr);
        Assert.Equal("signal=NotPermitted\nresult=Survivors killed=True in-time=True\nmembers=sleepS\n", seen.Stdout);
    }
}
