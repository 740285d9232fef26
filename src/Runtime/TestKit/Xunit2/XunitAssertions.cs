using Supervision.TestKit.Xunit2.Internals;
using Xunit;

namespace Supervision.TestKit.Xunit2;

/// <summary>The kit's failures as failures of xunit.</summary>
public class XunitAssertions : ITestKitAssertions
{
    /// <inheritdoc/>
    public void Fail(string format = "", params object?[] args) => Assert.Fail(Format(format, args));

    /// <inheritdoc/>
    public void AssertTrue(bool condition, string format = "", params object?[] args) => Assert.True(condition, Format(format, args));

    /// <inheritdoc/>
    public void AssertFalse(bool condition, string format = "", params object?[] args) => Assert.False(condition, Format(format, args));

    /// <inheritdoc/>
    public void AssertEqual<T>(T expected, T actual, string format = "", params object?[] args)
    {
        try
        {
            Assert.Equal(expected, actual);
        }
        catch (global::Xunit.Sdk.EqualException e)
        {
            throw new AkkaEqualException(Format(format, args), e);
        }
    }

    /// <inheritdoc/>
    public void AssertEqual<T>(T expected, T actual, Func<T, T, bool> comparer, string format = "", params object?[] args)
    {
        ArgumentNullException.ThrowIfNull(comparer);
        if (!comparer(expected, actual))
        {
            throw AkkaEqualException.ForMismatchedValues(expected, actual, format, args);
        }
    }

    private static string Format(string format, object?[] args) => AkkaEqualException.Format(format, args);
}
