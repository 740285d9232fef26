using System.Text.RegularExpressions;
using Supervision.Actor;
using Supervision.Event;
using Supervision.TestKit.Internal;
using Supervision.TestKit.Internal.StringMatcher;

namespace Supervision.TestKit;

// "Exact", "start" and "contains" are alternatives; when several are given, the first in this order is used.

/// <summary>Makes filters on log events; text matches by whole text, start, part or pattern, in this order of precedence.</summary>
public partial class EventFilterFactory
{
    private readonly TestKitBase _testkit;
    private readonly ActorSystem _system;
    private readonly IReadOnlyList<EventFilterBase> _filters;

    /// <summary>Filters for the kit's own system.</summary>
    public EventFilterFactory(TestKitBase testkit)
        : this(testkit, testkit?.Sys ?? throw new ArgumentNullException(nameof(testkit)))
    {
    }

    /// <summary>Filters for another system; it must have <see cref="TestEventListener"/> as a logger.</summary>
    public EventFilterFactory(TestKitBase testkit, ActorSystem system)
        : this(testkit, system, [])
    {
    }

    /// <summary>Adds to filters made before.</summary>
    public EventFilterFactory(TestKitBase testkit, ActorSystem actorSystem, IReadOnlyList<EventFilterBase> filters)
    {
        ArgumentNullException.ThrowIfNull(testkit);
        _testkit = testkit;
        _system = actorSystem;
        _filters = filters;
    }

    /// <summary>Events that the predicate accepts.</summary>
    public IEventFilterApplier Custom(Predicate<LogEvent> predicate) => CreateApplier(new CustomEventFilter(predicate), _system);

    /// <summary>Events of one type that the predicate accepts.</summary>
    public IEventFilterApplier Custom<TLogEvent>(Predicate<TLogEvent> predicate)
        where TLogEvent : LogEvent =>
        CreateApplier(new CustomEventFilter(evt => evt is TLogEvent typed && predicate(typed)), _system);

    /// <summary>Events of the level.</summary>
    public IEventFilterApplier ForLogLevel(
        LogLevel logLevel, string? message = null, string? start = null, string? contains = null, string? source = null) =>
        ForLogLevel(logLevel, CreateMessageMatcher(message, start, contains), CreateSourceMatcher(source));

    /// <summary>Events of the level in whose text the pattern is found.</summary>
    public IEventFilterApplier ForLogLevel(LogLevel logLevel, Regex pattern, string? source = null) =>
        ForLogLevel(logLevel, new RegexMatcher(pattern), CreateSourceMatcher(source));

    /// <summary>Makes the applier of all filters so far and this one.</summary>
    protected IEventFilterApplier CreateApplier(EventFilterBase filter, ActorSystem system) =>
        new InternalEventFilterApplier(_testkit, system, [.. _filters, filter]);

    /// <summary>The matcher of the first of the three that is given; of everything when none is.</summary>
    protected static IStringMatcher CreateMessageMatcher(string? message, string? start, string? contains)
    {
        if (message is not null)
        {
            return new EqualsString(message);
        }

        if (start is not null)
        {
            return new StartsWithString(start);
        }

        return contains is not null ? new ContainsString(contains) : MatchesAll.Instance;
    }

    private static IStringMatcher? CreateSourceMatcher(string? source) =>
        source is null ? null : new EqualsStringAndPathMatcher(source);

    private IEventFilterApplier ForLogLevel(LogLevel logLevel, IStringMatcher message, IStringMatcher? source)
    {
        EventFilterBase filter = logLevel switch
        {
            LogLevel.DebugLevel => new DebugFilter(message, source),
            LogLevel.InfoLevel => new InfoFilter(message, source),
            LogLevel.WarningLevel => new WarningFilter(message, source),
            LogLevel.ErrorLevel => new ErrorFilter(message, source),
            _ => throw new ArgumentOutOfRangeException(nameof(logLevel), logLevel, "There is no such log level."),
        };
        return CreateApplier(filter, _system);
    }
}
