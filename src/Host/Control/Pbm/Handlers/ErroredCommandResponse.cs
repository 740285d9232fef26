namespace Supervision.Control.Pbm;

/// <summary>What went wrong in a command.</summary>
/// <param name="Text">One line.</param>
/// <param name="Final">Whether it is the last answer. Default true.</param>
/// <param name="Code">What the command exits with, 1 to 255. Default 1.</param>
public sealed record ErroredCommandResponse(string Text, bool Final = true, int Code = 1) : CommandResponse(Text, Final);
