namespace Supervision.Actors.Listeners;

/// <summary>Asks whether every listener is subscribed; answered by <see cref="ListenersReady"/>.</summary>
internal sealed record AwaitListeners
{
    public static AwaitListeners Instance { get; } = new();
}

/// <summary>Every listener is subscribed.</summary>
internal sealed record ListenersReady
{
    public static ListenersReady Instance { get; } = new();
}

/// <summary>Asks to handle what has come so far; answered by <see cref="ListenersReady"/>.</summary>
internal sealed record SettleListeners
{
    public static SettleListeners Instance { get; } = new();
}

/// <summary>No further event will come: asks to handle what is buffered; answered by <see cref="ListenersDrained"/>.</summary>
internal sealed record DrainListeners
{
    public static DrainListeners Instance { get; } = new();
}

/// <summary>Everything buffered has been handled.</summary>
internal sealed record ListenersDrained
{
    public static ListenersDrained Instance { get; } = new();
}
