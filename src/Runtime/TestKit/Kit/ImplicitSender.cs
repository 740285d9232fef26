using Supervision.Actor;
using Supervision.Actor.Internal;

namespace Supervision.TestKit.Internal;

/// <summary>Makes a test actor the sender of what a test tells without naming one.</summary>
internal static class ImplicitSender
{
    /// <summary>From now on, on this thread and after each await of the test that runs on it.</summary>
    public static void Install(IActorRef testActor)
    {
        var cell = (ActorCell)((ActorRefWithCell)testActor).Underlying;
        InternalCurrentActorCellKeeper.Current = cell;
        SynchronizationContext.SetSynchronizationContext(new CellContext(cell, CellContext.Inner(SynchronizationContext.Current)));
    }

    /// <summary>Ends it on this thread.</summary>
    public static void Remove()
    {
        InternalCurrentActorCellKeeper.Current = null;
        SynchronizationContext.SetSynchronizationContext(CellContext.Inner(SynchronizationContext.Current));
    }

    private sealed class CellContext(ActorCell cell, SynchronizationContext? inner) : SynchronizationContext
    {
        public static SynchronizationContext? Inner(SynchronizationContext? context) => context is CellContext ours ? ours.InnerContext : context;

        private SynchronizationContext? InnerContext => inner;

        public override SynchronizationContext CreateCopy() => new CellContext(cell, inner);

        public override void Post(SendOrPostCallback d, object? state)
        {
            if (inner is null)
            {
                ThreadPool.QueueUserWorkItem(static work => work.Context.Run(work.Callback, work.State), (Context: this, Callback: d, State: state), false);
            }
            else
            {
                inner.Post(_ => Run(d, state), null);
            }
        }

        public override void Send(SendOrPostCallback d, object? state) => Run(d, state);

        private void Run(SendOrPostCallback callback, object? state)
        {
            var previousCell = InternalCurrentActorCellKeeper.Current;
            var previousContext = Current;
            InternalCurrentActorCellKeeper.Current = cell;
            SetSynchronizationContext(this);
            try
            {
                callback(state);
            }
            finally
            {
                InternalCurrentActorCellKeeper.Current = previousCell;
                SetSynchronizationContext(previousContext);
            }
        }
    }
}
