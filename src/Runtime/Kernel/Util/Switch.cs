namespace Supervision.Util;

/// <summary>Something that is on or off; actions that depend on it may keep it from changing meanwhile.</summary>
public class Switch
{
    private readonly Lock _gate = new();
    private bool _on;

    /// <summary>Makes a switch.</summary>
    /// <param name="startAsOn">Whether it is on at first.</param>
    public Switch(bool startAsOn = false)
    {
        _on = startAsOn;
    }

    /// <summary>Whether it is off.</summary>
    public bool IsOff => !IsOn;

    /// <summary>Whether it is on.</summary>
    public bool IsOn => Volatile.Read(ref _on);

    /// <summary>Runs something if it is off now; it may be switched on meanwhile.</summary>
    /// <returns>Whether it ran.</returns>
    public bool IfOff(Action action) => IsOff && Run(action);

    /// <summary>Runs something if it is on now; it may be switched off meanwhile.</summary>
    /// <returns>Whether it ran.</returns>
    public bool IfOn(Action action) => IsOn && Run(action);

    /// <summary>Runs something while nobody can switch.</summary>
    public void Locked(Action action)
    {
        lock (_gate)
            Run(action);
    }

    /// <summary>Switches off; back on if the action throws.</summary>
    /// <returns>False where it was off already, and then nothing runs.</returns>
    public bool SwitchOff(Action action) => TranscendFrom(true, action);

    /// <summary>Switches off.</summary>
    /// <returns>False where it was off already.</returns>
    public bool SwitchOff() => TranscendFrom(true, static () => { });

    /// <summary>Switches on; back off if the action throws.</summary>
    /// <returns>False where it was on already, and then nothing runs.</returns>
    public bool SwitchOn(Action action) => TranscendFrom(false, action);

    /// <summary>Switches on.</summary>
    /// <returns>False where it was on already.</returns>
    public bool SwitchOn() => TranscendFrom(false, static () => { });

    /// <summary>Runs something if it is off, while nobody can switch.</summary>
    /// <returns>Whether it ran.</returns>
    public bool WhileOff(Action action)
    {
        lock (_gate)
            return IfOff(action);
    }

    /// <summary>Runs something if it is on, while nobody can switch.</summary>
    /// <returns>Whether it ran.</returns>
    public bool WhileOn(Action action)
    {
        lock (_gate)
            return IfOn(action);
    }

    /// <summary>Switches away from a position; back if the action throws.</summary>
    /// <returns>False where it was not in that position.</returns>
    protected bool TranscendFrom(bool from, Action action)
    {
        lock (_gate)
        {
            if (_on != from)
                return false;
            Volatile.Write(ref _on, !from);
            try
            {
                return Run(action);
            }
            catch
            {
                Volatile.Write(ref _on, from);
                throw;
            }
        }
    }

    private static bool Run(Action action)
    {
        action();
        return true;
    }
}
