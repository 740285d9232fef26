namespace Supervision.Hocon;

/// <summary>How values are written.</summary>
public sealed record HoconRenderOptions
{
    /// <summary>Strict JSON instead of HOCON. Default false.</summary>
    public bool Json { get; init; }

    /// <summary>Several lines, indented by two spaces. Default true.</summary>
    public bool Indented { get; init; } = true;

    /// <summary>
    /// As Akka.NET writes it: <c>key : value</c> instead of <c>key = value</c>, and words without quotes where they need none.
    /// HOCON only, and only when indented. Default false.
    /// </summary>
    public bool Plain { get; init; }

    /// <summary>A comment with its origin behind each value; HOCON only, and only when indented. Default false.</summary>
    public bool Origins { get; init; }

    /// <summary>Says by its path whether a value is secret; texts and numbers there are written as <c>"******"</c>. Default none.</summary>
    public Func<IReadOnlyList<string>, bool>? IsSecret { get; init; }
}
