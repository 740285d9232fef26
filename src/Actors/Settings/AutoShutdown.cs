namespace Supervision.Actors.Settings;

/// <summary>Whether a group ends when its significant engines have ended by themselves; the words are OTP's.</summary>
public enum AutoShutdown
{
    /// <summary>Never.</summary>
    Never,

    /// <summary>When the first of them has.</summary>
    AnySignificant,

    /// <summary>When the last of them has.</summary>
    AllSignificant,
}
