namespace Supervision.Hocon;

/// <summary>What a scalar was written as. Reads convert between the kinds by the specification's rules.</summary>
public enum HoconScalarKind
{
    /// <summary>Quoted, or unquoted text that is none of the others.</summary>
    String,

    /// <summary>A JSON number.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary><c>null</c>.</summary>
    Null,
}
