using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Supervision.Pbm.Protocol;

/// <summary>Shows that somebody knows a token without saying it.</summary>
internal static class TokenProof
{
    /// <summary>Bytes that nobody can know before. Each identifier has 122 bits from the system's source of random numbers, on all systems.</summary>
    public static ImmutableArray<byte> Nonce()
    {
        Span<byte> random = stackalloc byte[48];
        for (int i = 0; i < random.Length; i += 16)
            _ = Guid.NewGuid().TryWriteBytes(random[i..]);
        return [.. Digest.Sha256(random).AsSpan(0, PbmProtocol.NonceLength)];
    }

    /// <summary>HMAC-SHA256 over the server's nonce, keyed with the token.</summary>
    public static ImmutableArray<byte> Of(string token, ImmutableArray<byte> nonce) =>
        [.. Digest.Hmac(Encoding.UTF8.GetBytes(token), nonce.AsSpan())];

    /// <summary>Whether a proof is right; takes the same time for every wrong one.</summary>
    public static bool IsRight(string token, ImmutableArray<byte> nonce, ImmutableArray<byte> proof) =>
        CryptographicOperations.FixedTimeEquals(Of(token, nonce).AsSpan(), proof.AsSpan());
}
