namespace Supervision.Actors.Settings;

/// <summary>What a group does when it gives up, after its engines are stopped.</summary>
public enum GiveUpPolicy
{
    /// <summary>It fails: the group above restarts it or gives up in turn, and above the topmost group the tree ends.</summary>
    Escalate,

    /// <summary>It stays down until somebody starts it; the other groups go on.</summary>
    StopGroup,
}
