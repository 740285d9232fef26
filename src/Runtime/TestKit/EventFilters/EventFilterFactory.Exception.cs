using System.Text.RegularExpressions;
using Supervision.TestKit.Internal;
using Supervision.TestKit.Internal.StringMatcher;

namespace Supervision.TestKit;

public partial class EventFilterFactory
{
    /// <summary>Errors with an exception of the type or of one derived from it; the text is that of the log event or of the exception.</summary>
    public IEventFilterApplier Exception<TException>(
        string? message = null, string? start = null, string? contains = null, string? source = null)
        where TException : Exception =>
        Exception(typeof(TException), message, start, contains, source);

    /// <inheritdoc cref="Exception{TException}(string?, string?, string?, string?)"/>
    public IEventFilterApplier Exception<TException>(Regex pattern, string? source = null)
        where TException : Exception =>
        Exception(typeof(TException), pattern, source);

    /// <inheritdoc cref="Exception{TException}(string?, string?, string?, string?)"/>
    /// <param name="exceptionType">The type of the exception.</param>
    /// <param name="message">The whole text.</param>
    /// <param name="start">How the text starts.</param>
    /// <param name="contains">A part of the text.</param>
    /// <param name="source">The source, a text or a path.</param>
    /// <param name="checkInnerExceptions">True when an inner exception may be the one.</param>
    public IEventFilterApplier Exception(
        Type exceptionType,
        string? message = null,
        string? start = null,
        string? contains = null,
        string? source = null,
        bool checkInnerExceptions = false) =>
        Exception(exceptionType, CreateMessageMatcher(message, start, contains), source, checkInnerExceptions);

    /// <inheritdoc cref="Exception(Type, string?, string?, string?, string?, bool)"/>
    /// <param name="exceptionType">The type of the exception.</param>
    /// <param name="pattern">Found in the text.</param>
    /// <param name="source">The source, a text or a path.</param>
    /// <param name="checkInnerExceptions">True when an inner exception may be the one.</param>
    public IEventFilterApplier Exception(Type exceptionType, Regex pattern, string? source = null, bool checkInnerExceptions = false) =>
        Exception(exceptionType, new RegexMatcher(pattern), source, checkInnerExceptions);

    private IEventFilterApplier Exception(Type exceptionType, IStringMatcher message, string? source, bool checkInnerExceptions)
    {
        ArgumentNullException.ThrowIfNull(exceptionType);
        return CreateApplier(new ErrorFilter(exceptionType, message, CreateSourceMatcher(source), checkInnerExceptions), _system);
    }
}
