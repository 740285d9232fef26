using System.Diagnostics.CodeAnalysis;

namespace Supervision.Event;

/// <summary>A template with its arguments: made into text only where somebody prints it.</summary>
public abstract class LogMessage
{
    /// <summary>What makes the text.</summary>
    [SuppressMessage("Design", "CA1051:Do not declare visible instance fields", Justification = "The API of Akka.NET.")]
    protected readonly ILogMessageFormatter Formatter;

    /// <summary>Keeps the template.</summary>
    /// <param name="formatter">What makes the text.</param>
    /// <param name="format">The template.</param>
    public LogMessage(ILogMessageFormatter formatter, string format)
    {
        Formatter = formatter;
        Format = format;
    }

    /// <summary>The template.</summary>
    public string Format { get; }

    /// <summary>The template and the arguments without formatting, for messages about messages that do not format.</summary>
    /// <returns>The text.</returns>
    public abstract string Unformatted();

    /// <summary>The arguments, in order.</summary>
    /// <returns>The arguments.</returns>
    public abstract IEnumerable<object> Parameters();
}
