using Supervision.Util;

namespace Supervision.Kernel.Tests.Util;

public sealed class AppVersionTests
{
    [Theory]
    [InlineData("1.2.3", "1.2.4")]
    [InlineData("1.2-M1", "1.2")]
    [InlineData("1.0.10+3", "1.0.10+10")]
    [InlineData("bar", "foo")]
    [InlineData("foo", "1.2.3")]
    [InlineData("02-foo", "1-foo")]
    [InlineData("2020-08-30", "2020-09-07")]
    public void Compare_Versions_TheFirstIsLower(string lower, string higher)
    {
        Assert.True(AppVersion.Create(lower).CompareTo(AppVersion.Create(higher)) < 0);
        Assert.True(AppVersion.Create(higher).CompareTo(AppVersion.Create(lower)) > 0);
    }

    [Theory]
    [InlineData("1", "1.0.0", true)]
    [InlineData("1.2-M1", "1.2.0-M1", true)]
    [InlineData("1-foo", "01-foo", false)]
    public void Equals_Versions_AsTextOrAsNumbers(string one, string other, bool equal) =>
        Assert.Equal(equal, AppVersion.Create(one) == AppVersion.Create(other));
}
