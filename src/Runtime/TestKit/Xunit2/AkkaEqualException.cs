using System.Globalization;
using Xunit.Sdk;

namespace Supervision.TestKit.Xunit2.Internals;

/// <summary>Something was not what was expected; says what the expectation was for, and both values.</summary>
public class AkkaEqualException : XunitException
{
    /// <summary>Of a text.</summary>
    /// <param name="format">The text, or its template.</param>
    /// <param name="args">The arguments of the template.</param>
    public AkkaEqualException(string format = "", params object?[] args)
        : base(Format(format, args))
    {
    }

    internal AkkaEqualException(string message, Exception innerException)
        : base(message.Length == 0 ? innerException.Message : message + Environment.NewLine + innerException.Message, innerException)
    {
    }

    /// <summary>Of two values that differ.</summary>
    /// <param name="expected">The one expected.</param>
    /// <param name="actual">The other one.</param>
    /// <param name="format">What the expectation was for, or its template; null for nothing.</param>
    /// <param name="args">The arguments of the template.</param>
    public static AkkaEqualException ForMismatchedValues(object? expected, object? actual, string? format = null, params object?[] args)
    {
        // Values are no templates, so they are put behind the text and not into it.
        var values = $"Expected: {expected ?? "null"}{Environment.NewLine}Actual:   {actual ?? "null"}";
        return string.IsNullOrEmpty(format)
            ? new AkkaEqualException("{0}", values)
            : new AkkaEqualException("{0}", Format(format, args) + Environment.NewLine + values);
    }

    internal static string Format(string format, object?[] args) =>
        args.Length == 0 ? format : string.Format(CultureInfo.InvariantCulture, format, args);
}
