using Supervision.Event;
using Supervision.TestKit.Internal;
using Supervision.TestKit.Internal.StringMatcher;

namespace Supervision.TestKit;

/// <summary>A filter on dead letters, which <see cref="TestEventListener"/> turns into warnings.</summary>
/// <param name="messageMatcher">On the text of the message.</param>
/// <param name="sourceMatcher">On the path of the actor that the message was for.</param>
/// <param name="isMatch">What else must hold; null accepts all.</param>
public sealed class DeadLettersFilter(IStringMatcher? messageMatcher, IStringMatcher? sourceMatcher, Predicate<DeadLetter>? isMatch = null)
    : EventFilterBase(messageMatcher, sourceMatcher)
{
    /// <inheritdoc/>
    protected override string FilterDescriptiveName => "DeadLetter";

    /// <inheritdoc/>
    protected override bool IsMatch(LogEvent evt) =>
        evt is Warning { Message: DeadLetter letter }
        && (isMatch is null || isMatch(letter))
        && InternalDoMatch(evt.LogSource, letter.Message);
}
