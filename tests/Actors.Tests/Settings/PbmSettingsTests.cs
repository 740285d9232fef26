using Supervision.Actors.Settings;

namespace Supervision.Actors.Tests.Settings;

public sealed class PbmSettingsTests
{
    private const string Engine = "supervision.engines.web.command = [x]\n";

    [Theory]
    [InlineData("", true, false)]
    [InlineData("enabled = auto", true, false)]
    [InlineData("enabled = on", true, true)]
    [InlineData("enabled = on, unix = off", false, true)]
    [InlineData("enabled = off", false, false)]
    [InlineData("unix = off", false, false)]
    public void Enabled_SaysWhichListenersThereAre(string written, bool unix, bool tcp)
    {
        SettingsResult result = Load(written);

        Assert.True(result.Success, string.Join('\n', result.Errors));
        Assert.Equal((unix, tcp), (result.Settings.Control.Pbm.Unix, result.Settings.Control.Pbm.Tcp));
        Assert.Equal(("127.0.0.1", 9110), (result.Settings.Control.Pbm.Host, result.Settings.Control.Pbm.Port));
    }

    [Theory]
    [InlineData("enabled = on, host = \"0.0.0.0\"", false)]
    [InlineData("enabled = on, host = gpu1", false)]
    [InlineData("enabled = on, host = \"0.0.0.0\", token-file = /t", true)]
    [InlineData("enabled = on, host = localhost", true)]
    [InlineData("enabled = on, host = \"::1\"", true)]
    [InlineData("host = \"0.0.0.0\"", true)]
    public void Host_ThatOthersReach_NeedsAToken(string written, bool valid)
    {
        SettingsResult result = Load(written);

        Assert.Equal(valid, result.Success);
        if (!valid)
            Assert.Contains("can be reached from other machines, and pbm has no token", Assert.Single(result.Errors).Message);
        Assert.True(Load(written, "supervision.control.insecure = true").Success);
    }

    private static SettingsResult Load(string pbm, string more = "") => Conf.Load($"{Engine}supervision.control.pbm {{ {pbm} }}\n{more}\n");
}
