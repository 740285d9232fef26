namespace Supervision.Actors.Messages;

/// <summary>One value of a log line.</summary>
/// <param name="Name">Its name in a template and in JSON.</param>
/// <param name="Value">A string, number, boolean, <see cref="TimeSpan"/> (JSON: seconds) or list of strings.</param>
internal readonly record struct LogField(string Name, object? Value)
{
    public static implicit operator LogField((string Name, object? Value) field) => new(field.Name, field.Value);
}
