namespace Supervision.Control.Pbm;

/// <summary>What a pbm server has seen.</summary>
/// <param name="Connections">Connections now, those that have not said hello among them.</param>
/// <param name="Accepted">Clients that were let in.</param>
/// <param name="Refused">Connections that were not: no token or a wrong one, no hello, no room, broken frames.</param>
/// <param name="CutOff">Clients that were put out because they did not read, or were silent.</param>
/// <param name="Running">Commands under way.</param>
/// <param name="Commands">Commands that were begun.</param>
public sealed record PbmStatistics(int Connections, long Accepted, long Refused, long CutOff, int Running, long Commands);
