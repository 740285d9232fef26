using Supervision.TestKit.Xunit2.Attributes;

namespace Supervision.TestKit.Tests;

public class AttributesTests
{
    [Theory]
    [InlineData("XUNIT_SKIP_LOCAL_FACT")]
    [InlineData("XUNIT_SKIP_LOCAL_THEORY")]
    public void LocalAttribute_Variable_DecidesUnlessSkippedAnyway(string variable)
    {
        Func<string?, string?> skip = variable.EndsWith("FACT", StringComparison.Ordinal)
            ? always => new LocalFactAttribute { SkipLocal = "local", Skip = always }.Skip
            : always => new LocalTheoryAttribute { SkipLocal = "local", Skip = always }.Skip;
        var before = Environment.GetEnvironmentVariable(variable);
        try
        {
            Environment.SetEnvironmentVariable(variable, null);
            Assert.Null(skip(null));
            Assert.Equal("always", skip("always"));
            Environment.SetEnvironmentVariable(variable, "true");
            Assert.Equal("local", skip(null));
            Assert.Equal("always", skip("always"));
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, before);
        }
    }

    [Fact]
    public void WindowsFact_OtherSystems_IsSkippedWithItsReason()
    {
        var fact = new WindowsFactAttribute { SkipUnix = "needs a registry" };
        Assert.Equal(OperatingSystem.IsWindows() ? null : "needs a registry", fact.Skip);
        fact.Skip = "always";
        Assert.Equal("always", fact.Skip);
    }
}
