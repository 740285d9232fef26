// Overview
// What is stored is a hash or the text itself; either way two hashes of the same length are compared, in a time that does not depend on where
// they differ, and every stored credential is compared, so that the time does not tell which name exists.
using System.Security.Cryptography;
using System.Text;
using Supervision.Actors.Settings;
using Supervision.Pbm.Protocol;

namespace Supervision.Control.Http;

/// <summary>Tells whether credentials are right.</summary>
internal sealed class Credentials
{
    private readonly (string Name, byte[] Hash, bool IsSha1)[] _passwords;
    private readonly (string Name, byte[] Hash, bool IsSha1)[] _tokens;

    public Credentials(ControlSettings settings)
    {
        _passwords = [.. settings.Passwords.Select(one => Stored(one.Key, one.Value))];
        _tokens = [.. settings.Tokens.Select(one => Stored(one.Key, one.Value))];
    }

    public bool Any => _passwords.Length + _tokens.Length > 0;

    public bool AnyPassword => _passwords.Length > 0;

    /// <summary>Who has a token; null for nobody.</summary>
    public string? OwnerOf(string token) => Find(_tokens, null, token);

    /// <summary>The user, where the password is his; null otherwise.</summary>
    public string? Check(string user, string password) => Find(_passwords, user, password);

    private static string? Find((string Name, byte[] Hash, bool IsSha1)[] stored, string? name, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var (sha256, sha1) = (Digest.Sha256(bytes), Digest.Sha1(bytes));
        string? found = null;
        foreach (var one in stored)
        {
            var same = CryptographicOperations.FixedTimeEquals(one.IsSha1 ? sha1 : sha256, one.Hash);
            found = same & (name is null || one.Name == name) ? one.Name : found;
        }

        return found;
    }

    private static (string Name, byte[] Hash, bool IsSha1) Stored(string name, string text)
    {
        const string Sha256Prefix = "{SHA256}";
        const string Sha1Prefix = "{SHA}";
        return text.StartsWith(Sha256Prefix, StringComparison.OrdinalIgnoreCase) ? (name, Convert.FromHexString(text.AsSpan(Sha256Prefix.Length)), false)
            : text.StartsWith(Sha1Prefix, StringComparison.OrdinalIgnoreCase) ? (name, Convert.FromHexString(text.AsSpan(Sha1Prefix.Length)), true)
            : (name, Digest.Sha256(Encoding.UTF8.GetBytes(text)), false);
    }
}
