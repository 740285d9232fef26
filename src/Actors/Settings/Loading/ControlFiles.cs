using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Supervision.Actors.Settings.Loading;

/// <summary>The files that the daemon reads when it opens its doors. No message holds what is in them.</summary>
internal static class ControlFiles
{
    /// <summary>Characters that a token has at least.</summary>
    public const int ShortestToken = 16;

    private const int LongestToken = 4096;

    /// <summary>The token in a file: its first line.</summary>
    /// <exception cref="IOException">It cannot be read, or is no token.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static string ReadToken(string path) => ReadToken(path, out _);

    public static void CheckToken(Section section, Place place, string path)
    {
        UnixFileMode mode = default;
        if (Look(section, place, path, "", path => ReadToken(path, out mode)) && (mode & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite)) != 0)
            section.Warning(place, $"every user of this machine may {((mode & UnixFileMode.OtherRead) != 0 ? "read" : "write")} the token in {Section.Quote(path)}; chmod 600 it");
    }

    // A pipe can be opened only once, so the mode is that of the open file.
    private static string ReadToken(string path, out UnixFileMode mode)
    {
        using var file = new StreamReader(path);
        mode = OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(((FileStream)file.BaseStream).SafeFileHandle);
        // A device may have no end.
        Span<char> begin = new char[LongestToken + 1];
        begin = begin[..file.ReadBlock(begin)];
        var end = begin.IndexOfAny('\r', '\n');
        var token = new string((end < 0 ? begin : begin[..end]).Trim());
        // U+FFFD stands where bytes are not UTF-8.
        return token.Any(c => char.IsControl(c) || c == '\uFFFD')
                ? throw new IOException($"the first line of {path} holds bytes that are no printable text, which is no token; write one such as that of: openssl rand -hex 32")
            : token.Length > LongestToken
                ? throw new IOException($"the first line of {path} has more than {LongestToken} characters, which is no token; write one such as that of: openssl rand -hex 32")
            : token.Length < ShortestToken
                ? throw new IOException($"the first line of {path} has fewer than {ShortestToken} characters, which is no token; write a longer one, such as that of: openssl rand -hex 32")
            : token;
    }

    /// <summary>Certificate and key; without a path of its own the key is in the certificate's file.</summary>
    public static void CheckCertificate(Section section, Setting<string> certificate, string path, Setting<string> key, string? keyPath)
    {
        if (section.OwnFiles != OwnFiles.Unseen && !OpenSsl.IsThere)
        {
            if (section.OwnFiles == OwnFiles.Required)
                section.Error(certificate.Place, OpenSsl.Missing);
            else
                section.Warning(certificate.Place, $"{OpenSsl.Missing}: run refuses to start so");
            return;
        }

        var text = "";
        var isGood = Look(section, certificate.Place, path, "is no certificate in PEM form", path =>
        {
            text = File.ReadAllText(path);
            using var read = X509Certificate2.CreateFromPem(text);
        });
        if (!isGood)
            return;
        const string Wrong = "has no private key of the certificate, in PEM form and without a passphrase";
        Look(section, keyPath is null ? certificate.Place : key.Place, keyPath ?? path, Wrong, path =>
        {
            using var read = X509Certificate2.CreateFromPem(text, keyPath is null ? text : File.ReadAllText(path));
        });
    }

    // Whether it was looked at and is right.
    private static bool Look(Section section, Place place, string path, string wrong, Action<string> read)
    {
        if (section.OwnFiles == OwnFiles.Unseen)
            return false;
        try
        {
            read(path);
            return true;
        }
        catch (UnauthorizedAccessException) when (Directory.Exists(path))
        {
            section.Error(place, $"{Section.Quote(path)} is a directory; name a file");
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            var problem = error is UnauthorizedAccessException ? "may not be read; let the user of the daemon read it" : "does not exist; make it";
            if (section.OwnFiles == OwnFiles.Required)
                section.Error(place, $"the file {Section.Quote(path)} {problem}, or name another one");
            else
                section.Warning(place, $"the file {Section.Quote(path)} {problem}, or name another one: run refuses to start without it");
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            section.Error(place, $"the file {Section.Quote(path)} {wrong}; name another one");
        }
        catch (IOException error)
        {
            section.Error(place, error.Message);
        }

        return false;
    }
}
