namespace Supervision.TestKit;

/// <summary>How the kit tells a test framework that something is wrong. A format is used only when there are arguments.</summary>
public interface ITestKitAssertions
{
    /// <summary>Fails the test.</summary>
    void Fail(string format = "", params object?[] args);

    /// <summary>Fails the test when the condition is false.</summary>
    void AssertTrue(bool condition, string format = "", params object?[] args);

    /// <summary>Fails the test when the condition is true.</summary>
    void AssertFalse(bool condition, string format = "", params object?[] args);

    /// <summary>Fails the test when the two are not equal.</summary>
    void AssertEqual<T>(T expected, T actual, string format = "", params object?[] args);

    /// <summary>Fails the test when <paramref name="comparer"/> says that the two are not equal.</summary>
    void AssertEqual<T>(T expected, T actual, Func<T, T, bool> comparer, string format = "", params object?[] args);
}
