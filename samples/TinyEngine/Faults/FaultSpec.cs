namespace TinyEngine.Faults;

/// <summary>One fault as written, understood.</summary>
internal sealed record FaultSpec(string Text, FaultAction Action, FaultMoment When);
