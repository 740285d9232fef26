namespace Supervision.Actors.Reload;

/// <summary>What a change of settings costs a running engine.</summary>
public enum ReloadEffect
{
    /// <summary>Nothing: it holds at once or, where it is about starts only, from the next start on.</summary>
    InPlace,

    /// <summary>A restart, which costs nothing of the budget.</summary>
    Restart,
}
