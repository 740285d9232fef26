namespace Supervision.Actors.Tests.Settings;

/// <summary>A configuration that would let strangers command is refused.</summary>
public sealed class ControlSettingsTests
{
    private const string Engine = "supervision.engines.e.command = [x]\n";

    [Theory]
    [InlineData("http.listen = \"0.0.0.0:9001\"", "can be reached from other machines")]
    [InlineData("http.listen = \"[::]:9001\"", "can be reached from other machines")]
    [InlineData("http.listen = \"server.example:9001\"", "can be reached from other machines")]
    [InlineData("unix { path = /run/s.sock, mode = 666 }", "every user of this machine could use the socket")]
    [InlineData("passwords.alice = \"{SHA256}12\"", "{SHA256} is followed by 64 hexadecimal digits")]
    [InlineData("passwords.alice = \"\"", "it is empty")]
    [InlineData("passwords.\"a b\" = x", "cannot name a user")]
    [InlineData("tokens.ci = abcxyz", "at least 16 characters")]
    public void Control_ThatIsUnsafe_IsAnError(string text, string message)
    {
        var error = Conf.OneError(Conf.Load($"{Engine}supervision.control {{ {text} }}"));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("abcxyz", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http.listen = \"127.0.0.1:9001\"")]
    [InlineData("http.listen = \"[::1]:9001\"")]
    [InlineData("http.listen = \"localhost:9001\"")]
    [InlineData("http.listen = \"0.0.0.0:9001\", insecure = true")]
    [InlineData("http.listen = \"0.0.0.0:9001\", tokens.ci = 0123456789abcdef")]
    [InlineData("unix { path = /run/s.sock, mode = 660 }")]
    [InlineData("unix { path = /run/s.sock, mode = 666 }, passwords.alice = x")]
    public void Control_ThatIsSafe_IsAccepted(string text) => Assert.Single(Conf.Settings($"{Engine}supervision.control {{ {text} }}").Engines);

    [Theory]
    [InlineData("{ \"a b\" = x }", "cannot name a label")]
    [InlineData("{ tier = \"a,b\" }", "neither ',' nor '='")]
    [InlineData("{ tier = [x] }", "expected the label's text")]
    public void Labels_ThatNoCommandCouldSelect_AreErrors(string labels, string message) =>
        Assert.Contains(message, Conf.OneError(Conf.Load($"supervision.engines.e {{ command = [x], labels = {labels} }}")).Message, StringComparison.Ordinal);
}
