namespace Supervision.Actors.Events;

/// <summary>Somebody gave a command: who, what, and what came of it. Told once the outcome of the command itself is known.</summary>
/// <param name="Command">The verb, for example <c>stop</c> or <c>scale</c>.</param>
/// <param name="Target">What it was given for; empty for the daemon.</param>
/// <param name="By">Who, and by which way, for example <c>alice (http 127.0.0.1:51234)</c>.</param>
/// <param name="Result">One line.</param>
public sealed record CommandGiven(string Command, string Target, string By, string Result) : SupervisionEvent;
