namespace TinyEngine.Faults;

/// <summary>One kind of fault: how it is written, and how its argument (null when absent) becomes an action. Parse throws FormatException.</summary>
internal sealed record FaultKind(string Name, string? Argument, string Help, Func<string?, FaultAction> Parse);
