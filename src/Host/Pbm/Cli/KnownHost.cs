namespace Supervision.Pbm.Cli;

/// <summary>Somebody to ask.</summary>
/// <param name="Name">As the user wrote it.</param>
/// <param name="Address">Where it listens.</param>
/// <param name="TokenFile">Where its token is; null for nowhere special.</param>
internal sealed record KnownHost(string Name, PbmAddress Address, string? TokenFile = null);
