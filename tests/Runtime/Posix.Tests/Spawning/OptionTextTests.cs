namespace Supervision.Posix.Tests;

public sealed class OptionTextTests
{
    [Theory]
    [InlineData("0", new[] { 0 })]
    [InlineData("0-3,8", new[] { 0, 1, 2, 3, 8 })]
    [InlineData(" 8 , 1-2 ,2", new[] { 1, 2, 8 })]
    [InlineData("", null)]
    [InlineData("3-1", null)]
    [InlineData("1-2-3", null)]
    [InlineData("a", null)]
    [InlineData("-1", null)]
    [InlineData("8192", null)]
    public void CpuList_IsRead(string text, int[]? expected)
    {
        Assert.Equal(expected is not null, CpuList.TryParse(text, out var processors));
        Assert.Equal(expected ?? [], processors);
    }

    [Fact]
    public void CpuMask_HasWholeWords()
    {
        Assert.Equal([0b1001, 0, 0, 0, 0, 0, 0, 0, 0b10, 0, 0, 0, 0, 0, 0, 0], CpuList.Mask([0, 3, 65]));
    }

    [Theory]
    [InlineData("1024:4096", "nofile 1024:4096")]
    [InlineData("0", "nofile 0:0")]
    [InlineData("1:unlimited", "nofile 1:unlimited")]
    [InlineData("unlimited", "nofile unlimited:unlimited")]
    [InlineData("unlimited:1", null)]
    [InlineData("2:1", null)]
    [InlineData("1:2:3", null)]
    [InlineData("-1", null)]
    [InlineData("", null)]
    public void Limit_IsRead(string text, string? expected)
    {
        Assert.Equal(expected is not null, ResourceLimit.TryParse(ResourceKind.NoFile, text, out var limit));
        if (expected is not null)
            Assert.Equal(expected, limit.ToString());
    }
}
