namespace Supervision.Stress;

/// <content>The order of hooks: constructor, PreStart, …, PreRestart, constructor, PostRestart, …, PostStop.</content>
internal sealed partial class Record
{
    public void Making(object instance)
    {
        Enter("the constructor");
        Note("ctor", Life.New, Life.Unborn, Life.Replaced, Life.Broken);
        _restarting = Life is Life.Replaced or Life.Broken;
        _instance = instance;
        TickDue = 0;
        World.Remember(instance);
    }

    public void Made(bool failed)
    {
        Life = !failed ? Life.Made : _restarting ? Life.Replaced : Life.Unborn;
        if (failed)
            Note("(failed)");
        Leave();
    }

    public void PreStarting()
    {
        Enter("PreStart");
        Note("PreStart", Life.Made);
        if (_restarting)
            Report("PreStart instead of PostRestart");
    }

    public void PreStarted(bool failed) => Done(failed, Life.Running, Life.Unborn);

    public void PreRestarting(object instance)
    {
        Enter("PreRestart");
        Note("PreRestart", Life.Running);
        if (!ReferenceEquals(_instance, instance))
            Report("PreRestart of an old instance");
    }

    public void PreRestarted(bool failed) => Done(failed, Life.Replaced, Life.Replaced);

    public void PostRestarting(object instance)
    {
        Enter("PostRestart");
        Note("PostRestart", Life.Made);
        if (!_restarting || !ReferenceEquals(_instance, instance))
            Report("PostRestart without a restart");
    }

    public void PostRestarted(bool failed) => Done(failed, Life.Running, Life.Broken);

    public void Stopping()
    {
        Enter("PostStop");
        Note("PostStop", Life.Running, Life.Replaced, Life.Broken);
    }

    public void Stopped(bool failed)
    {
        lock (_watches)
            _watches.Clear();
        Done(failed, Life.Ended, Life.Ended);
    }

    private void Done(bool failed, Life next, Life afterFailure)
    {
        Life = failed ? afterFailure : next;
        if (failed)
            Note("(failed)");
        Leave();
    }

    private void Note(string hook, params ReadOnlySpan<Life> allowed)
    {
        lock (_history)
        {
            _history.Enqueue(hook);
            if (_history.Count > 24)
                _history.Dequeue();
        }

        if (allowed.Length > 0 && !allowed.Contains(Life))
            Report($"{hook} while {Life}");
    }
}
