using System.Buffers.Binary;

namespace Supervision.Pbm.Protocol;

/// <summary>Reads frames from a stream; for one reader at a time.</summary>
/// <param name="stream">Where from.</param>
internal sealed class FrameReader(Stream stream)
{
    private readonly byte[] _header = new byte[PbmProtocol.HeaderLength];

    /// <summary>Reads the next frame. Room for it is taken as its bytes come, so that announcing a long one costs the announcer's bytes.</summary>
    /// <param name="longest">Most bytes.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The frame, or null where the other side has closed.</returns>
    /// <exception cref="PbmProtocolException">It is too long, cut off, or none.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public async ValueTask<PbmFrame?> ReadAsync(int longest, CancellationToken cancellation)
    {
        int got = await stream.ReadAtLeastAsync(_header, _header.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
        if (got == 0)
            return null;
        if (got < _header.Length)
            throw new PbmProtocolException("a frame is cut off");
        uint length = BinaryPrimitives.ReadUInt32BigEndian(_header);
        if (length == 0 || length > longest)
            throw new PbmProtocolException($"a frame has {length} bytes; {longest} are the most");

        byte[] body = new byte[Math.Min(length, 4096)];
        int filled = 0;
        while (true)
        {
            int read = await stream.ReadAsync(body.AsMemory(filled), cancellation).ConfigureAwait(false);
            if (read == 0)
                throw new PbmProtocolException("a frame is cut off");
            filled += read;
            if (filled == length)
                return FrameParser.Parse(body.AsMemory(0, filled));
            if (filled == body.Length)
                Array.Resize(ref body, (int)Math.Min(length, body.Length * 4L));
        }
    }
}
