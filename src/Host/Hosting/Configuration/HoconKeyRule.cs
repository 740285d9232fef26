namespace Supervision.Hosting;

/// <summary>How <see cref="HoconConfiguration"/> turns configuration keys into HOCON keys.</summary>
public enum HoconKeyRule
{
    /// <summary>
    /// Keys of the environment variables' provider are normalized, all others taken as they are. Where the providers cannot be seen, as
    /// in a section, every key is taken as it is. The default.
    /// </summary>
    ByProvider,

    /// <summary>Every key is taken as it is.</summary>
    AsGiven,

    /// <summary>Every key is normalized: lower case, and <c>-</c> for <c>_</c>.</summary>
    Normalized,
}
