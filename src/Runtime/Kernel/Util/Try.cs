using System.Diagnostics.CodeAnalysis;

namespace Supervision.Util;

/// <summary>The value that some code gave, or what it threw.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public class Try<T>
{
    /// <summary>A value.</summary>
    public Try(T success)
    {
        IsSuccess = true;
        Success = Option<T>.Create(success);
    }

    /// <summary>A failure.</summary>
    public Try(Exception failure)
    {
        Failure = Option<Exception>.Create(failure);
    }

    /// <summary>Whether there is a value.</summary>
    public bool IsSuccess { get; }

    /// <summary>The value, if there is one.</summary>
    public Option<T> Success { get; }

    /// <summary>What was thrown, if anything.</summary>
    public Option<Exception> Failure { get; }

    /// <summary>Runs code and keeps what becomes of it.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Keeping any failure is the purpose.")]
    public static Try<T> From(Func<T> func)
    {
        try
        {
            return new(func());
        }
        catch (Exception e)
        {
            return new(e);
        }
    }

    /// <summary>The value.</summary>
    /// <exception cref="Exception">What was thrown, thrown again.</exception>
    public T Get() => IsSuccess ? Success.Value : throw Failure.Value;

    /// <summary>This, or what a fallback gives where it failed.</summary>
    public Try<T> GetOrElse(Func<T> fallback) => IsSuccess ? this : From(fallback);

    /// <summary>This, or another one where it failed.</summary>
    public Try<T> OrElse(Try<T> @default) => IsSuccess ? this : @default;

    /// <summary>Looks at the failure, if there is one; this, or what looking threw.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Keeping any failure is the purpose.")]
    public Try<T> Recover(Action<Exception> failureHandler)
    {
        if (IsSuccess)
            return this;
        try
        {
            failureHandler(Failure.Value);
            return this;
        }
        catch (Exception e)
        {
            return new(e);
        }
    }

    /// <summary>This, or what is made of the failure.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Keeping any failure is the purpose.")]
    public Try<T> RecoverWith(Func<Exception, Try<T>> failureHandler)
    {
        if (IsSuccess)
            return this;
        try
        {
            return failureHandler(Failure.Value);
        }
        catch (Exception e)
        {
            return new(e);
        }
    }

    /// <summary>A value is a success.</summary>
    public static implicit operator Try<T>(T value) => new(value);
}
