using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Tests.Settings;

/// <summary>Where the daemon listens, and the files that it needs for that: what cannot work is told before it is tried.</summary>
public sealed class ListenerSettingsTests : IDisposable
{
    private const string Engine = "supervision.engines.e.command = [x]\n";

    private readonly Conf _conf = new();

    public void Dispose() => _conf.Dispose();

    [Theory]
    [InlineData("health.listen = \"127.0.0.1:9001\", control.http.listen = \"127.0.0.1:9001\"", "supervision.control.http.listen", "the port 9001 is also that of supervision.health.listen (")]
    [InlineData("health.listen = \"0.0.0.0:9001\", control.http.listen = \"127.0.0.1:9001\"", "supervision.control.http.listen", "the port 9001 is also")]
    [InlineData("health.listen = \"localhost:9001\", control.http.listen = \"[::1]:9001\"", "supervision.control.http.listen", "the port 9001 is also")]
    [InlineData("health.listen = \"127.0.0.1:9001\", control { http.listen = \"[::]:9001\", insecure = true }", "supervision.control.http.listen", "the port 9001 is also")]
    [InlineData("health.listen = \"gpu1:9001\", control { http.listen = \"GPU1:9001\", insecure = true }", "supervision.control.http.listen", "the port 9001 is also")]
    [InlineData("control { http.listen = \"127.0.0.1:9001\", pbm { enabled = on, port = 9001 } }", "supervision.control.pbm.port", "is also that of supervision.control.http.listen (")]
    [InlineData("control { http.listen = \"127.0.0.1:9110\", pbm.enabled = on }", "supervision.control.http.listen", "is also that of supervision.control.pbm.port (builtin:reference.conf:")]
    [InlineData("control { unix.path = /run/a.sock, pbm.unix = /run/./a.sock }", "supervision.control.unix.path", "the socket is also that of supervision.control.pbm.unix (")]
    [InlineData("control.unix.path = /run/supervision/pbm.sock", "supervision.control.unix.path", "the socket is also that of supervision.control.pbm.unix (builtin:")]
    public void TwoListeners_OfOneAddress_AreAnError(string text, string key, string message)
    {
        var error = Conf.OneError(Conf.Load($"{Engine}supervision {{ {text} }}"));

        Assert.Equal(key, error.Path);
        Assert.Equal(2, error.Origin.Line);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("health.listen = \"127.0.0.1:9001\", control.http.listen = \"127.0.0.2:9001\"")]
    [InlineData("health.listen = \"127.0.0.1:9001\", control.http.listen = \"[::1]:9001\"")]
    [InlineData("health.listen = \"[::]:9001\", control.http.listen = \"127.0.0.1:9001\"")]
    [InlineData("health.listen = \"127.0.0.1:9001\", control.http.listen = \"127.0.0.1:9002\"")]
    [InlineData("control { http.listen = \"127.0.0.1:9110\", pbm.enabled = auto }")]
    [InlineData("control { unix.path = /run/supervision/pbm.sock, pbm.unix = off }")]
    [InlineData("control { unix.path = /run/supervision/pbm.sock, pbm.unix = /run/p.sock }")]
    public void TwoListeners_OfDifferentAddresses_AreAccepted(string text) => Assert.Empty(Load(text, OwnFiles.Unseen).Errors);

    [Theory]
    [InlineData("control.unix.path", 107, true)]
    [InlineData("control.unix.path", 108, false)]
    [InlineData("control.pbm.unix", 107, true)]
    [InlineData("control.pbm.unix", 108, false)]
    [InlineData("engines.e.probes.readiness.unix", 107, true)]
    [InlineData("engines.e.probes.readiness.unix", 108, false)]
    [InlineData("engines.e.probes.readiness.http { url = \"http://x/\" }, engines.e.probes.readiness.http.unix", 107, true)]
    [InlineData("engines.e.probes.readiness.http { url = \"http://x/\" }, engines.e.probes.readiness.http.unix", 108, false)]
    public void Socket_WhosePathIsTooLong_IsAnError(string key, int bytes, bool valid)
    {
        // Bytes count, not characters.
        var result = Load($"{key} = \"/{new string('ü', 20)}{new string('s', bytes - 41)}\"", OwnFiles.Unseen);

        Assert.Equal(valid ? [] : [$"supervision.{key.Split(' ')[^1]}: the path of a unix socket has at most 107 bytes, and this one has 108; choose a shorter one"], Told(result));
    }

    [Theory]
    [InlineData(null, "does not exist; make it, or name another one", false)]
    [InlineData("short", "the first line of FILE has fewer than 16 characters", true)]
    [InlineData("\n0123456789abcdef", "the first line of FILE has fewer than 16 characters", true)]
    [InlineData("0123456789abcdef\u0000", "the first line of FILE holds bytes that are no printable text", true)]
    [InlineData("0123\t456789abcdef", "such as that of: openssl rand -hex 32", true)]
    public void TokenFile_ThatCannotBeUsed_IsToldWithItsPlace(string? content, string message, bool alwaysWrong)
    {
        var file = content is null ? _conf.Write("gone", "") : _conf.Write("token", content);
        if (content is null)
            File.Delete(file);
        var text = $"control.pbm {{ enabled = on, token-file = \"{file}\" }}";

        var required = Load(text, OwnFiles.Required);
        var expected = Load(text, OwnFiles.Expected);

        var error = Assert.Single(required.Errors);
        Assert.Equal(("supervision.control.pbm.token-file", 2), (error.Path, error.Origin.Line));
        Assert.Contains(message.Replace("FILE", file, StringComparison.Ordinal), error.Message, StringComparison.Ordinal);
        Assert.Equal(alwaysWrong ? 1 : 0, expected.Errors.Count);
        Assert.Equal(alwaysWrong ? 0 : 1, expected.Warnings.Count);
        Assert.Empty(Told(Load(text, OwnFiles.Unseen)));
        // Without the listener nobody reads it.
        Assert.Empty(Told(Load($"control.pbm.token-file = \"{file}\"", OwnFiles.Required)));
    }

    [Fact]
    public void TokenFile_OfBytesThatAreNoText_IsRefused()
    {
        var file = _conf.Write("token", "");
        File.WriteAllBytes(file, [.. Enumerable.Repeat((byte)0xFF, 32)]);

        var error = Assert.Single(Load($"control.pbm {{ enabled = on, token-file = \"{file}\" }}", OwnFiles.Required).Errors);

        Assert.Contains("holds bytes that are no printable text", error.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30000)]
    public async Task TokenFile_WithoutAnEnd_IsRefused()
    {
        var error = Assert.Single((await Task.Run(() => Load("control.pbm { enabled = on, token-file = /dev/zero }", OwnFiles.Required))).Errors);

        Assert.Contains("holds bytes that are no printable text", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(16, 0)]
    [InlineData(4096, 0)]
    [InlineData(4097, 1)]
    [InlineData(10000, 1)]
    public void Token_ThatIsLong_IsWholeOrRefused(int length, int errors)
    {
        var file = _conf.Write("token", new string('x', length) + "\r\nrest");

        Assert.Equal(errors, Load($"control.pbm {{ enabled = on, token-file = \"{file}\" }}", OwnFiles.Required).Errors.Count);
        if (errors == 0)
            Assert.Equal(new string('x', length), new PbmSettings { TokenFile = file }.ReadToken());
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.OtherRead, "may read the token")]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.OtherWrite, "may write the token")]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherExecute, null)]
    public void TokenFile_OfEverybody_IsWarnedOf(UnixFileMode mode, string? message)
    {
        var file = _conf.Write("token", "0123456789abcdef\n");
        File.SetUnixFileMode(file, mode);
        var link = file + ".link";
        File.CreateSymbolicLink(link, file);

        var result = Load($"control.pbm {{ enabled = on, token-file = \"{link}\" }}", OwnFiles.Required);

        Assert.Empty(result.Errors);
        Assert.Equal(message is null ? 0 : 1, result.Warnings.Count);
        Assert.All(result.Warnings, warning => Assert.Contains($"every user of this machine {message} in '", warning.Message, StringComparison.Ordinal));
        Assert.All(result.Warnings, warning => Assert.EndsWith("; chmod 600 it", warning.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void TokenFile_ThatIsADirectory_IsAnError()
    {
        var folder = Path.GetDirectoryName(_conf.Write("any", ""))!;

        var error = Assert.Single(Load($"control.pbm {{ enabled = on, token-file = \"{folder}\" }}", OwnFiles.Expected).Errors);

        Assert.Equal($"'{folder}' is a directory; name a file", error.Message);
    }

    [Fact]
    public void Certificate_WithItsKey_IsAccepted()
    {
        var (certificate, key) = Certificate();
        var both = _conf.Write("both.pem", File.ReadAllText(certificate) + "\n" + File.ReadAllText(key));

        Assert.Empty(Told(Load(Tls(certificate, key), OwnFiles.Required)));
        Assert.Empty(Told(Load(Tls(both, ""), OwnFiles.Required)));
    }

    [Fact]
    public void Certificate_ThatCannotBeUsed_IsToldAtTheSettingThatIsWrong()
    {
        var (certificate, key) = Certificate();
        var (_, stranger) = Certificate();
        var text = _conf.Write("text.pem", "no certificate");

        Check("certificate", "does not exist", Tls(certificate + "x", key), isMissing: true);
        Check("key", "does not exist", Tls(certificate, key + "x"), isMissing: true);
        Check("certificate", "is no certificate in PEM form", Tls(text, key));
        Check("key", "has no private key of the certificate", Tls(certificate, text));
        Check("key", "has no private key of the certificate", Tls(certificate, stranger));
        Check("certificate", "has no private key of the certificate", Tls(certificate, ""));

        void Check(string setting, string message, string written, bool isMissing = false)
        {
            var error = Assert.Single(Load(written, OwnFiles.Required).Errors);
            Assert.Equal($"supervision.control.http.tls.{setting}", error.Path);
            Assert.Contains(message, error.Message, StringComparison.Ordinal);
            Assert.Equal(isMissing, Load(written, OwnFiles.Expected).Success);
        }
    }

    private static string Tls(string certificate, string key) =>
        $"control.http {{ listen = \"127.0.0.1:9001\", tls {{ certificate = \"{certificate}\", key = \"{key}\" }} }}";

    private (string Certificate, string Key) Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        var name = Guid.NewGuid().ToString("N");
        return (_conf.Write(name + ".crt", certificate.ExportCertificatePem()), _conf.Write(name + ".key", key.ExportPkcs8PrivateKeyPem()));
    }

    private SettingsResult Load(string text, OwnFiles files) =>
        SettingsLoader.Load(_conf.Sources([_conf.Write("test.conf", $"{Engine}supervision {{ {text} }}")]) with { OwnFiles = files });

    private static IEnumerable<string> Told(SettingsResult result) =>
        result.Errors.Concat<SettingsDiagnostic>(result.Warnings).Select(one => $"{one.Path}: {one.Message}");
}
