namespace Supervision.Actors.Settings;

/// <summary>OTP's restart types.</summary>
public enum RestartType
{
    /// <summary>Any exit that was not asked for is a failure, code 0 included.</summary>
    Permanent,

    /// <summary>An exit with code 0 is the normal end of the engine; any other is a failure.</summary>
    Transient,

    /// <summary>Never restarted; an exit with code 0 is its normal end, any other is a failure that ends with it.</summary>
    Temporary,
}
