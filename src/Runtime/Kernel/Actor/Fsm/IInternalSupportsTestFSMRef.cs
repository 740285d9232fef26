namespace Supervision.Actor.Internal;

/// <summary>What test kits reach into a state machine for.</summary>
public interface IInternalSupportsTestFSMRef<TState, TData>
    where TState : notnull
{
    /// <summary>True while a state timeout runs.</summary>
    bool IsStateTimerActive { get; }

    /// <summary>Does what a state function that gave this state would lead to.</summary>
    void ApplyState(FSMBase.State<TState, TData> upcomingState);
}

/// <summary>Turns the debug log of one state machine on.</summary>
public class InternalActivateFsmLogging
{
    private InternalActivateFsmLogging()
    {
    }

    /// <summary>The message.</summary>
    public static InternalActivateFsmLogging Instance { get; } = new();
}
