using Supervision.Actors.Settings;
using Supervision.Hocon;
using Supervision.Posix;

namespace Supervision.Actors.Tests.Settings;

public sealed class SpawnSettingsTests
{
    [Fact]
    public void Limits_OfDefaultsAndEngine_AreMerged_AndNullTakesOneBack()
    {
        var engine = Conf.Engine("""
            supervision.defaults.engine.limits { core = 0, nproc = 100, nofile = 64 }
            supervision.engines.e { command = [x], limits { nofile = "1024:unlimited", nproc = null } }
            """);

        Assert.Equal(
            [new ResourceLimit(ResourceKind.Core, 0, 0), new ResourceLimit(ResourceKind.NoFile, 1024, null)],
            engine.Limits.OrderBy(limit => limit.Resource == ResourceKind.NoFile));
    }

    [Theory]
    [InlineData("nofiles = 1", "did you mean 'nofile'?")]
    [InlineData("nofile = \"2:1\"", "the soft one not above the hard one, found '2:1'")]
    [InlineData("nofile = [1]", "found a list")]
    public void Limit_ThatIsWrong_IsRefused(string line, string expected) =>
        Assert.Contains(expected, Conf.OneError(Conf.Load($"supervision.engines.e {{ command = [x], limits {{ {line} }} }}")).Message, StringComparison.Ordinal);

    [Fact]
    public void Umask_IsOctal_WithAndWithoutALeadingZero()
    {
        Assert.Equal(18, Conf.Engine("supervision.engines.e { command = [x], umask = 22 }").Umask);
        Assert.Equal(18, Conf.Engine("supervision.engines.e { command = [x], umask = 0022 }").Umask);
    }

    [Fact]
    public void SupplementaryGroups_Empty_AreNone_NotThoseOfTheUser()
    {
        Assert.Null(Conf.Engine("supervision.engines.e { command = [x] }").RunAs.SupplementaryGroups);
        Assert.Empty(Conf.Engine("supervision.engines.e { command = [x], run-as.supplementary-groups = [] }").RunAs.SupplementaryGroups!.Value);
    }

    [Fact]
    public void Instance_IsFilledIn_WhereAFileIsNamed()
    {
        var engine = Conf.Settings("""
            supervision.engines.e { command = [x], instances = 2, stdin = "/in/%(instance)", environment-files = ["%(instance).env"], secrets { T = "/s/%(instance)" } }
            """).Engines.Last();

        Assert.Equal(("/in/1", "1.env", "/s/1"), (engine.StdinFile, engine.EnvironmentFiles[0], engine.Secrets["T"]));
    }

    [Theory]
    [InlineData("null", StdinMode.Null)]
    [InlineData("\"null\"", StdinMode.Null)]
    [InlineData("pipe", StdinMode.Pipe)]
    public void Stdin_Words_AreRead(string word, StdinMode expected) =>
        Assert.Equal(expected, Conf.Engine($"supervision.engines.e {{ command = [x], stdin = {word} }}").Stdin);

    [Fact]
    public void Secrets_AreMasked_PathsToo()
    {
        var written = (HoconObject)HoconDocument.Parse("engines.e { secrets { PLAIN = /run/secrets/plain }, command = [x] }", new HoconOptions()).Resolve(new HoconOptions());

        Assert.DoesNotContain("/run/secrets/plain", HoconRenderer.Render(SecretMask.Apply(written), new HoconRenderOptions()), StringComparison.Ordinal);
    }
}
