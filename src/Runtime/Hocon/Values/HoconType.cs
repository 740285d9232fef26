namespace Supervision.Hocon;

/// <summary>Kinds of value.</summary>
public enum HoconType
{
    /// <summary>Keys and values.</summary>
    Object,

    /// <summary>Values in order.</summary>
    Array,

    /// <summary>String, number, boolean or null.</summary>
    Scalar,
}
