namespace Supervision.Actors.Settings;

/// <summary>Which engines of a group restart when one of them fails; the words are OTP's.</summary>
public enum GroupStrategy
{
    /// <summary>Only the failed engine.</summary>
    OneForOne,

    /// <summary>All engines of the group: the others are stopped in reverse start order, then all are started in order.</summary>
    OneForAll,

    /// <summary>The failed engine and those that start after it.</summary>
    RestForOne,
}
