using Supervision.Entrypoint.Daemon;

namespace Supervision.Entrypoint.Tests.Daemon;

public sealed class StopSignalsTests
{
    [Fact]
    public void Request_BeforeAnybodyListens_IsPassedOnOnce()
    {
        var request = new StopSignals.Request("SIGUSR1");
        var heard = new List<string>();

        request.Receive();
        request.Receive();
        request.Attach(heard.Add);
        Assert.Equal(["SIGUSR1"], heard);

        request.Receive();
        Assert.Equal(["SIGUSR1", "SIGUSR1"], heard);
    }

    [Fact]
    public void Request_ThatNeverCame_IsNotPassedOn()
    {
        var request = new StopSignals.Request("SIGUSR2");

        request.Attach(_ => Assert.Fail("nothing came"));
    }
}
