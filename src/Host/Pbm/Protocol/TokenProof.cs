using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Supervision.Pbm.Protocol;

/// <summary>Shows that somebody knows a token without saying it.</summary>
internal static class TokenProof
{
    /// <summary>HMAC-SHA256 over the server's nonce, keyed with the token.</summary>
    public static ImmutableArray<byte> Of(string token, ImmutableArray<byte> nonce) =>
        [.. HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), nonce.AsSpan())];

    /// <summary>Whether a proof is right; takes the same time for every wrong one.</summary>
    public static bool IsRight(string token, ImmutableArray<byte> nonce, ImmutableArray<byte> proof) =>
        CryptographicOperations.FixedTimeEquals(Of(token, nonce).AsSpan(), proof.AsSpan());
}
