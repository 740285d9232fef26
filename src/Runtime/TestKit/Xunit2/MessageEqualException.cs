using Xunit.Sdk;

namespace Supervision.TestKit.Xunit2.Internals;

/// <summary>A message was not the one expected; says what the expectation was for, and both values.</summary>
public class MessageEqualException : XunitException
{
    /// <summary>Of a failed comparison.</summary>
    public MessageEqualException(string message, Exception innerException)
        : base(message.Length == 0 ? innerException.Message : message + Environment.NewLine + innerException.Message, innerException)
    {
    }

    private MessageEqualException(string message)
        : base(message)
    {
    }

    /// <summary>Of two values that a comparer finds different.</summary>
    public static MessageEqualException ForMismatchedValues(object? expected, object? actual, string? message = null) =>
        new($"{message}{Environment.NewLine}Expected: {expected ?? "null"}{Environment.NewLine}Actual:   {actual ?? "null"}".TrimStart());
}
