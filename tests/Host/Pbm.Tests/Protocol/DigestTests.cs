using System.Security.Cryptography;
using Supervision.Pbm.Protocol;

namespace Supervision.Pbm.Tests.Protocol;

/// <summary>Our hashes against those of .NET.</summary>
public sealed class DigestTests
{
    [Fact]
    public void Hashes_OfEveryLength_AreThoseOfDotNet()
    {
        var random = new Random(7);
        for (int length = 0; length < 300; length++)
        {
            byte[] data = new byte[length];
            random.NextBytes(data);

            Assert.Equal(SHA256.HashData(data), Digest.Sha256(data));
#pragma warning disable CA5350 // that is what is tested
            Assert.Equal(SHA1.HashData(data), Digest.Sha1(data));
#pragma warning restore CA5350
            Assert.Equal(HMACSHA256.HashData(data, "key"u8), Digest.Hmac(data, "key"u8));
            Assert.Equal(HMACSHA256.HashData("key"u8, data), Digest.Hmac("key"u8, data));
        }
    }

    [Fact]
    public void Hashes_OfKnownTexts_AreTheStandards()
    {
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Convert.ToHexStringLower(Digest.Sha256("abc"u8)));
        Assert.Equal("a9993e364706816aba3e25717850c26c9cd0d89d", Convert.ToHexStringLower(Digest.Sha1("abc"u8)));
        Assert.Equal("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0", Convert.ToHexStringLower(Digest.Sha256(Enumerable.Repeat((byte)'a', 1_000_000).ToArray())));
    }

    [Fact]
    public void Nonces_AreNeverTheSame() => Assert.Equal(1000, Enumerable.Range(0, 1000).Select(_ => Convert.ToHexString(TokenProof.Nonce().AsSpan())).Distinct().Count());
}
