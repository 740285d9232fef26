namespace Supervision.Event;

/// <summary>Turns a template and its arguments into text.</summary>
public interface ILogMessageFormatter
{
    /// <summary>Makes the text.</summary>
    /// <param name="format">The template.</param>
    /// <param name="args">The arguments, in order.</param>
    /// <returns>The text.</returns>
    string Format(string format, params object[] args);

    /// <summary>Makes the text.</summary>
    /// <param name="format">The template.</param>
    /// <param name="args">The arguments, in order.</param>
    /// <returns>The text.</returns>
    string Format(string format, IEnumerable<object> args);
}
