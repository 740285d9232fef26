namespace Supervision.Control.Pbm;

/// <summary>The numbers behind <see cref="PbmStatistics"/>. Thread-safe.</summary>
internal sealed class PbmCounters
{
    public int OverUnix;
    public int OverTcp;
    public long Accepted;
    public long Refused;
    public long CutOff;
    public int Running;
    public long Commands;

    public PbmStatistics Read() => new(
        Volatile.Read(ref OverUnix) + Volatile.Read(ref OverTcp), Interlocked.Read(ref Accepted), Interlocked.Read(ref Refused), Interlocked.Read(ref CutOff),
        Volatile.Read(ref Running), Interlocked.Read(ref Commands));
}
