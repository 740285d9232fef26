using System.Diagnostics.CodeAnalysis;

namespace Supervision.Util;

/// <summary>What an operation gave: a value, or the exception it failed with.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
[SuppressMessage("Design", "CA1051:Do not declare visible instance fields", Justification = "The API of Akka.NET.")]
public readonly struct Result<T> : IEquatable<Result<T>>
{
    /// <summary>Whether it succeeded.</summary>
    public readonly bool IsSuccess;

    /// <summary>The value; the default of its type after a failure.</summary>
    public readonly T Value;

    /// <summary>Why it failed; null after a success.</summary>
    public readonly Exception? Exception;

    /// <summary>A success.</summary>
    /// <param name="value">What the operation gave.</param>
    public Result(T value)
    {
        IsSuccess = true;
        Value = value;
        Exception = null;
    }

    /// <summary>A failure.</summary>
    /// <param name="exception">Why the operation failed.</param>
    public Result(Exception exception)
    {
        IsSuccess = false;
        Value = default!;
        Exception = exception;
    }

    /// <inheritdoc/>
    public bool Equals(Result<T> other) =>
        IsSuccess == other.IsSuccess
        && Equals(Exception, other.Exception)
        && EqualityComparer<T>.Default.Equals(Value, other.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Result<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(IsSuccess, Value, Exception);

    /// <inheritdoc/>
    public override string ToString() => IsSuccess ? $"Success ({Value})" : $"Failure ({Exception})";

    /// <summary>Whether both are equal successes or the same failure.</summary>
    /// <param name="left">One result.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(Result<T> left, Result<T> right) => left.Equals(right);

    /// <summary>Whether the two differ.</summary>
    /// <param name="left">One result.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(Result<T> left, Result<T> right) => !left.Equals(right);
}

/// <summary>Makes results.</summary>
public static class Result
{
    /// <summary>A success.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="value">What the operation gave.</param>
    /// <returns>The result.</returns>
    public static Result<T> Success<T>(T value) => new(value);

    /// <summary>A failure.</summary>
    /// <typeparam name="T">The type of the value that there would have been.</typeparam>
    /// <param name="exception">Why the operation failed.</param>
    /// <returns>The result.</returns>
    public static Result<T> Failure<T>(Exception exception) => new(exception);

    /// <summary>The outcome of a finished task; one still running is waited for.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="task">The task.</param>
    /// <returns>Its value, or its exception as the task holds it: an <see cref="AggregateException"/> (a cancellation counts as one).</returns>
    public static Result<T> FromTask<T>(Task<T> task) => From(() => task.Result);

    /// <summary>Calls a function and keeps what came of it.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="func">The function.</param>
    /// <returns>Its value, or the exception it threw.</returns>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "The exception is the result.")]
    public static Result<T> From<T>(Func<T> func)
    {
        try
        {
            return new Result<T>(func());
        }
        catch (Exception e)
        {
            return new Result<T>(e);
        }
    }
}
