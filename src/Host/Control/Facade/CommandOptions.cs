namespace Supervision.Control;

/// <summary>Whether a command waits for what it asks for.</summary>
public sealed record CommandOptions
{
    /// <summary>Does not wait.</summary>
    public static CommandOptions Default { get; } = new();

    /// <summary>Waits until started engines are ready and stopped ones are down, with the default time-out.</summary>
    public static CommandOptions Waiting { get; } = new() { Wait = true };

    /// <summary>Whether to wait until it is done: ready after a start, down after a stop. Default false.</summary>
    public bool Wait { get; init; }

    /// <summary>How long to wait at most, above 0 and at most a day; the command itself goes on. Default 60 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);
}
