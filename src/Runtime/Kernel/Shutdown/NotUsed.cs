namespace Supervision;

/// <summary>Says that a value is of no interest.</summary>
public sealed class NotUsed : IComparable<NotUsed>, IEquatable<NotUsed>
{
    /// <summary>The only one.</summary>
    public static readonly NotUsed Instance = new();

    private NotUsed()
    {
    }

    /// <inheritdoc/>
    public int CompareTo(NotUsed? other) => other is null ? 1 : 0;

    /// <inheritdoc/>
    public bool Equals(NotUsed? other) => other is not null;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is NotUsed;

    /// <inheritdoc/>
    public override int GetHashCode() => 0;

    /// <inheritdoc/>
    public override string ToString() => "()";
}
