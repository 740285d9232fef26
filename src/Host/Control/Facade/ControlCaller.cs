namespace Supervision.Control;

/// <summary>Who gives a command, as the journal shall know it.</summary>
/// <param name="Name">A user's name, or what is known instead of one, for example <c>uid 1000</c>.</param>
/// <param name="Via">The way in, for example <c>http 127.0.0.1:51234</c>; empty where the name says it all.</param>
public sealed record ControlCaller(string Name, string Via = "")
{
    /// <summary>Code in this process.</summary>
    public static ControlCaller Host { get; } = new("host");

    /// <summary>Name and way in.</summary>
    public override string ToString() => Via.Length == 0 ? Name : $"{Name} ({Via})";
}
