namespace Supervision.Actor;

/// <summary>Sent to an actor that set a receive timeout and got no message for that long.</summary>
public class ReceiveTimeout : IPossiblyHarmful
{
    private ReceiveTimeout()
    {
    }

    /// <summary>The only instance.</summary>
    public static ReceiveTimeout Instance { get; } = new();
}
