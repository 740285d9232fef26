// Overview
// SHA-256, SHA-1 and HMAC of our own. Those of .NET on Linux are OpenSSL's, and a process in which that cannot be loaded is aborted by the runtime:
// in an image without the library, or where no file can be opened any more. A supervisor must not die of a client that says hello.
using System.Buffers.Binary;
using System.Numerics;

namespace Supervision.Pbm.Protocol;

/// <summary>Hashes that need no library of the system.</summary>
internal static class Digest
{
    private const int Block = 64;

    // The first 32 bits of the fractions of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2).
    private static ReadOnlySpan<uint> Rounds =>
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74,
        0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d,
        0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e,
        0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5,
        0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    /// <summary>SHA-256 (FIPS 180-4, 6.2): 32 bytes.</summary>
    public static byte[] Sha256(ReadOnlySpan<byte> data) => Hash(
        data, [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19], isSha1: false);

    /// <summary>SHA-1 (FIPS 180-4, 6.1): 20 bytes.</summary>
    public static byte[] Sha1(ReadOnlySpan<byte> data) => Hash(data, [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0], isSha1: true);

    /// <summary>HMAC (RFC 2104) with SHA-256.</summary>
    public static byte[] Hmac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data)
    {
        byte[] inner = new byte[Block + data.Length];
        byte[] outer = new byte[Block + 32];
        ReadOnlySpan<byte> used = key.Length > Block ? Sha256(key) : key;
        used.CopyTo(inner);
        used.CopyTo(outer);
        for (int i = 0; i < Block; i++)
        {
            inner[i] ^= 0x36;
            outer[i] ^= 0x5c;
        }
        data.CopyTo(inner.AsSpan(Block));
        Sha256(inner).CopyTo(outer, Block);
        return Sha256(outer);
    }

    // Whole blocks; then what is left, a bit that is set, zeros, and the length in bits.
    private static byte[] Hash(ReadOnlySpan<byte> data, Span<uint> state, bool isSha1)
    {
        Span<byte> last = stackalloc byte[2 * Block];
        last.Clear();
        int rest = data.Length % Block;
        data[^rest..].CopyTo(last);
        last[rest] = 0x80;
        last = rest < Block - 8 ? last[..Block] : last;
        BinaryPrimitives.WriteUInt64BigEndian(last[^8..], (ulong)data.Length * 8);
        Take(data[..^rest], state, isSha1);
        Take(last, state, isSha1);
        byte[] hash = new byte[state.Length * 4];
        for (int i = 0; i < state.Length; i++)
            BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(i * 4), state[i]);
        return hash;
    }

    private static void Take(ReadOnlySpan<byte> blocks, Span<uint> state, bool isSha1)
    {
        Span<uint> words = stackalloc uint[80];
        for (; blocks.Length > 0; blocks = blocks[Block..])
        {
            for (int i = 0; i < 16; i++)
                words[i] = BinaryPrimitives.ReadUInt32BigEndian(blocks[(i * 4)..]);
            if (isSha1)
                MixSha1(words, state);
            else
                MixSha256(words, state);
        }
    }

    private static void MixSha256(Span<uint> w, Span<uint> state)
    {
        for (int i = 16; i < 64; i++)
        {
            uint s0 = BitOperations.RotateRight(w[i - 15], 7) ^ BitOperations.RotateRight(w[i - 15], 18) ^ (w[i - 15] >> 3);
            uint s1 = BitOperations.RotateRight(w[i - 2], 17) ^ BitOperations.RotateRight(w[i - 2], 19) ^ (w[i - 2] >> 10);
            w[i] = w[i - 16] + s0 + w[i - 7] + s1;
        }
        var (a, b, c, d, e, f, g, h) = (state[0], state[1], state[2], state[3], state[4], state[5], state[6], state[7]);
        for (int i = 0; i < 64; i++)
        {
            uint s1 = BitOperations.RotateRight(e, 6) ^ BitOperations.RotateRight(e, 11) ^ BitOperations.RotateRight(e, 25);
            uint t1 = h + s1 + ((e & f) ^ (~e & g)) + Rounds[i] + w[i];
            uint s0 = BitOperations.RotateRight(a, 2) ^ BitOperations.RotateRight(a, 13) ^ BitOperations.RotateRight(a, 22);
            uint t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
            (h, g, f, e, d, c, b, a) = (g, f, e, d + t1, c, b, a, t1 + t2);
        }
        Add(state, [a, b, c, d, e, f, g, h]);
    }

    private static void MixSha1(Span<uint> w, Span<uint> state)
    {
        for (int i = 16; i < 80; i++)
            w[i] = BitOperations.RotateLeft(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
        var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4]);
        for (int i = 0; i < 80; i++)
        {
            uint mix = i switch
            {
                < 20 => ((b & c) | (~b & d)) + 0x5a827999,
                < 40 => (b ^ c ^ d) + 0x6ed9eba1,
                < 60 => ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc,
                _ => (b ^ c ^ d) + 0xca62c1d6,
            };
            (e, d, c, b, a) = (d, c, BitOperations.RotateLeft(b, 30), a, BitOperations.RotateLeft(a, 5) + mix + e + w[i]);
        }
        Add(state, [a, b, c, d, e]);
    }

    private static void Add(Span<uint> state, ReadOnlySpan<uint> mixed)
    {
        for (int i = 0; i < mixed.Length; i++)
            state[i] += mixed[i];
    }
}
