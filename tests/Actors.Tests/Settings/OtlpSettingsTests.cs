using Supervision.Actors.Settings;

namespace Supervision.Actors.Tests.Settings;

public sealed class OtlpSettingsTests
{
    private const string Engine = "supervision.engines.web.command = [x]\n";

    [Theory]
    [InlineData("headers { \"x key\" = a }", "'x key' cannot name a header")]
    [InlineData("headers { x = \"a\\nb\" }", "a header has no line ends and no control characters")]
    [InlineData("headers { x = [a] }", "expected a text, found ")]
    [InlineData("attributes { zone = {} }", "expected a text, found ")]
    [InlineData("attributes { \"\" = a }", "an attribute has a name")]
    [InlineData("endpoint = \"ftp://c\"", "expected the address of a collector for OTLP over HTTP")]
    [InlineData("endpoint = \"http://c/?x=1\"", "expected the address of a collector for OTLP over HTTP")]
    public void Mistake_IsNamed(string written, string problem)
    {
        SettingsResult result = Load(written);

        Assert.StartsWith(problem, Assert.Single(result.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Null_TakesAnInheritedHeaderAway()
    {
        SettingsResult result = Load("headers { a = b, authorization = null }");

        Assert.Equal("a", Assert.Single(result.Settings!.Otlp.Headers).Key);
    }

    private static SettingsResult Load(string otlp) => Conf.Load($"{Engine}supervision.telemetry.otlp {{ {otlp} }}\n");
}
