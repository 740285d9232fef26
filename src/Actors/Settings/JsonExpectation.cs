namespace Supervision.Actors.Settings;

/// <summary>What a JSON body must hold.</summary>
/// <param name="Path">Names separated by dots, each with <c>[n]</c> or <c>[*]</c> behind it where it is an array: <c>data[*].id</c>.</param>
/// <param name="EqualTo">The text, number, true, false or null that one of the values there must be; null where any value will do.</param>
public sealed record JsonExpectation(string Path, string? EqualTo);
