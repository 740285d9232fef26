namespace Supervision.Actor;

/// <summary>A message that carries another one.</summary>
public interface IWrappedMessage
{
    /// <summary>The message inside.</summary>
    object Message { get; }
}

/// <summary>Looks through wrappers.</summary>
public static class WrappedMessage
{
    /// <summary>The innermost message.</summary>
    public static object Unwrap(object message)
    {
        object current = message;
        while (current is IWrappedMessage wrapped)
        {
            current = wrapped.Message;
        }

        return current;
    }
}
