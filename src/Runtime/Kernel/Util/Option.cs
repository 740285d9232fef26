using System.Diagnostics.CodeAnalysis;

namespace Supervision.Util;

/// <summary>A value that may be absent.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
[SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "The API of Akka.NET.")]
public readonly struct Option<T> : IEquatable<Option<T>>
{
    /// <summary>The absent value.</summary>
    public static readonly Option<T> None;

    /// <summary>Holds the given value, even where it is null; <see cref="Create"/> turns null into <see cref="None"/>.</summary>
    /// <param name="value">The value held.</param>
    public Option(T value)
    {
        Value = value;
        HasValue = true;
    }

    /// <summary>Whether a value is held.</summary>
    public bool HasValue { get; }

    /// <summary>Whether no value is held.</summary>
    public bool IsEmpty => !HasValue;

    /// <summary>The value held; the default of its type where none is.</summary>
    public T Value { get; }

    /// <summary>Holds a value; null gives <see cref="None"/>.</summary>
    /// <param name="value">The value, or null.</param>
    /// <returns>The option.</returns>
    public static Option<T> Create(T value) => value is null ? None : new Option<T>(value);

    /// <summary>Turns the value into another option.</summary>
    /// <typeparam name="TNew">The type of the other value.</typeparam>
    /// <param name="mapper">Called only where a value is held.</param>
    /// <returns>What the mapper gave, or none.</returns>
    public Option<TNew> FlatSelect<TNew>(Func<T, Option<TNew>> mapper) => HasValue ? mapper(Value) : Option<TNew>.None;

    /// <summary>The value, or another where none is held.</summary>
    /// <param name="fallbackValue">What to give instead.</param>
    /// <returns>One of the two.</returns>
    public T GetOrElse(T fallbackValue) => HasValue ? Value : fallbackValue;

    /// <summary>Does something with the value where one is held.</summary>
    /// <param name="action">Called only where a value is held.</param>
    public void OnSuccess(Action<T> action)
    {
        if (HasValue)
            action(Value);
    }

    /// <summary>Turns the value into another.</summary>
    /// <typeparam name="TNew">The type of the other value.</typeparam>
    /// <param name="selector">Called only where a value is held.</param>
    /// <returns>The option of the other value, or none.</returns>
    public Option<TNew> Select<TNew>(Func<T, TNew> selector) => HasValue ? Option<TNew>.Create(selector(Value)) : Option<TNew>.None;

    /// <inheritdoc/>
    public bool Equals(Option<T> other) =>
        HasValue == other.HasValue && EqualityComparer<T>.Default.Equals(Value, other.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Option<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HasValue ? HashCode.Combine(true, Value) : 0;

    /// <inheritdoc/>
    public override string ToString() => HasValue ? $"Some<{Value}>" : "None";

    /// <summary>Whether both hold equal values, or none.</summary>
    /// <param name="left">One option.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(Option<T> left, Option<T> right) => left.Equals(right);

    /// <summary>Whether the two differ.</summary>
    /// <param name="left">One option.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(Option<T> left, Option<T> right) => !left.Equals(right);

    /// <summary>Holds a value; null gives <see cref="None"/>.</summary>
    /// <param name="value">The value, or null.</param>
    public static implicit operator Option<T>(T value) => Create(value);
}
