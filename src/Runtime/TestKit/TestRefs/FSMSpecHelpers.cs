using Supervision.Actor;

namespace Supervision.TestKit;

/// <summary>Comparers for the messages that followers of a state machine get.</summary>
public static class FSMSpecHelpers
{
    /// <summary>True when both are the same <see cref="FSMBase.CurrentState{TS}"/>.</summary>
    public static Func<object, object, bool> CurrentStateExpector<TS>() =>
        static (expected, actual) => expected is FSMBase.CurrentState<TS> && expected.Equals(actual);

    /// <summary>True when both are the same <see cref="FSMBase.Transition{TS}"/>.</summary>
    public static Func<object, object, bool> TransitionStateExpector<TS>() =>
        static (expected, actual) => expected is FSMBase.Transition<TS> && expected.Equals(actual);
}
