using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Supervision.Control.Tests.Support;

/// <summary>A certificate of localhost for itself, in two PEM files of a folder of their own.</summary>
internal sealed class TestCertificate : IDisposable
{
    public TestCertificate()
    {
        Folder = Directory.CreateTempSubdirectory("control-tls").FullName;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        File.WriteAllText(Path, made.ExportCertificatePem());
        File.WriteAllText(KeyPath, key.ExportPkcs8PrivateKeyPem());
        Certificate = X509Certificate2.CreateFromPemFile(Path, KeyPath);
    }

    public string Folder { get; }

    public string Path => System.IO.Path.Combine(Folder, "c.pem");

    public string KeyPath => System.IO.Path.Combine(Folder, "k.pem");

    public X509Certificate2 Certificate { get; }

    public void Dispose()
    {
        Certificate.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
