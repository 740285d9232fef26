namespace Supervision.Hocon;

/// <summary>Text, paths or values that are not what they should be; carries every error that was found.</summary>
public sealed class HoconException : Exception
{
    /// <summary>Creates an exception from errors.</summary>
    /// <param name="errors">At least one.</param>
    public HoconException(IReadOnlyList<HoconError> errors) : base(string.Join('\n', errors)) => Errors = errors;

    internal HoconException(HoconOrigin origin, string message) : this([new HoconError(origin, message)])
    {
    }

    internal HoconException(HoconValue value, string message) : this([new HoconError(value.Origin, message, value.Source.LineAt(value.Origin))])
    {
    }

    /// <summary>All errors, in the order of their places.</summary>
    public IReadOnlyList<HoconError> Errors { get; }
}
