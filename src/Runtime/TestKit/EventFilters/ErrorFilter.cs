using Supervision.Event;
using Supervision.TestKit.Internal.StringMatcher;

namespace Supervision.TestKit.Internal;

/// <summary>A filter on events of level error, with or without an exception.</summary>
public class ErrorFilter : EventFilterBase
{
    private readonly Type? _exceptionType;
    private readonly bool _recurseInnerExceptions;

    /// <summary>A filter on errors by their text, whether or not they carry an exception.</summary>
    public ErrorFilter(IStringMatcher? messageMatcher = null, IStringMatcher? sourceMatcher = null)
        : base(messageMatcher, sourceMatcher)
    {
    }

    /// <summary>A filter on errors by their exception.</summary>
    /// <param name="exceptionType">The type of the exception, or a base of it; null accepts every error.</param>
    /// <param name="messageMatcher">On the text of the log event or of the exception.</param>
    /// <param name="sourceMatcher">On the source.</param>
    /// <param name="recurseInnerExceptions">True when an inner exception may be the one.</param>
    public ErrorFilter(
        Type? exceptionType,
        IStringMatcher? messageMatcher = null,
        IStringMatcher? sourceMatcher = null,
        bool recurseInnerExceptions = false)
        : base(messageMatcher, sourceMatcher)
    {
        _exceptionType = exceptionType;
        _recurseInnerExceptions = recurseInnerExceptions;
    }

    /// <inheritdoc/>
    protected override string FilterDescriptiveName => _exceptionType is null ? "Error" : "Error " + _exceptionType;

    /// <inheritdoc/>
    protected override bool IsMatch(LogEvent evt)
    {
        if (evt is not Error error)
        {
            return false;
        }

        return _exceptionType is null
            ? InternalDoMatch(evt.LogSource, evt.Message)
            : error.Cause is not null && IsMatch(evt, error.Cause);
    }

    private bool IsMatch(LogEvent evt, Exception cause)
    {
        if (_exceptionType!.IsInstanceOfType(cause)
            && (InternalDoMatch(evt.LogSource, evt.Message) || InternalDoMatch(evt.LogSource, cause.Message)))
        {
            return true;
        }

        if (!_recurseInnerExceptions)
        {
            return false;
        }

        return cause is AggregateException aggregate
            ? aggregate.InnerExceptions.Any(inner => IsMatch(evt, inner))
            : cause.InnerException is not null && IsMatch(evt, cause.InnerException);
    }
}
