namespace Supervision;

/// <summary>
/// Has the generator in <c>eng/RecordJson</c> write the other part of a static class: <c>Write</c> for each of <see cref="Writes"/>,
/// <c>ParseX</c> for each of <see cref="Reads"/>, and what they need. The JSON is that of System.Text.Json with names in camelCase. For types that
/// need a form of their own the class has methods: <c>void WriteX(Utf8JsonWriter, X)</c> and <c>X ReadX(JsonElement)</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class RecordJsonAttribute : Attribute
{
    /// <summary>Types that are written.</summary>
    public Type[] Writes { get; set; } = [];

    /// <summary>Types that are read.</summary>
    public Type[] Reads { get; set; } = [];

    /// <summary>Members that are null are left out.</summary>
    public bool OmitNulls { get; set; }

    /// <summary>Values of enumerations are written as <c>out-of-memory</c>.</summary>
    public bool Words { get; set; }

    /// <summary>Enumerations whose values are written as they are called all the same.</summary>
    public Type[] PlainNames { get; set; } = [];

    /// <summary>Properties that cannot be set are written as well.</summary>
    public bool Computed { get; set; }

    /// <summary>Members that are not known, or there twice, are refused when an object is read.</summary>
    public bool Strict { get; set; }

    /// <summary>How deep objects and lists may lie in each other where they are read. Default 64.</summary>
    public int MaxDepth { get; set; } = 64;
}
