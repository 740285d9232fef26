using Supervision.Actor;
using Supervision.Actor.Internal;

namespace Supervision.TestKit.Internal;

// Overview
// The kernel takes the sender of a Tell that names none from the cell that is current on the thread. A test shall have its
// test actor there: on the thread that made the kit, after each await wherever it goes on, and in tasks that it starts;
// but never on a pool thread that the test has left. So the cell travels in the execution context, and the runtime's
// notice of each change of context on a thread sets and clears the thread's current cell. A continuation of the test may run
// inside of an actor's turn; what was current then is put back when the continuation returns.

/// <summary>Makes a test actor the sender of what a test tells without naming one.</summary>
internal static class ImplicitSender
{
    private static readonly AsyncLocal<ActorCell?> Cell = new(OnChange);

    [ThreadStatic]
    private static ActorCell? _interrupted;

    /// <summary>From now on, in this execution context and those that it flows to.</summary>
    public static void Install(IActorRef testActor) => Cell.Value = (ActorCell)((ActorRefWithCell)testActor).Underlying;

    /// <summary>Ends it in this execution context.</summary>
    public static void Remove() => Cell.Value = null;

    private static void OnChange(AsyncLocalValueChangedArgs<ActorCell?> change)
    {
        if (change.CurrentValue is { } cell)
        {
            if (change.PreviousValue is null)
            {
                _interrupted = InternalCurrentActorCellKeeper.Current;
            }

            InternalCurrentActorCellKeeper.Current = cell;
        }
        else
        {
            InternalCurrentActorCellKeeper.Current = _interrupted;
            _interrupted = null;
        }
    }
}
