namespace Supervision.Actors.Settings;

/// <summary>Room that must be free on a disk (<c>gates.disk</c>).</summary>
public sealed record DiskGateSettings
{
    /// <summary>Any path on the file system; empty, the default, checks nothing.</summary>
    public string Path { get; init; } = "";

    /// <summary>Bytes that must be free. Default 0.</summary>
    public long MinFree { get; init; }
}
