namespace Supervision.Posix.Tests;

public sealed class SmapsRollupTests
{
    [Fact]
    public void Text_IsSummedInBytes()
    {
        var text = """
            00400000-7ffd rw-p 00000000 00:00 0    [rollup]
            Rss:             9000 kB
            Pss:             4000 kB
            Pss_Dirty:       1234 kB
            Private_Clean:    100 kB
            Private_Dirty:    200 kB
            Private_Hugetlb:   48 kB
            Swap:              16 kB
            SwapPss:            8 kB

            """;

        Assert.True(SmapsRollup.TryParse(System.Text.Encoding.UTF8.GetBytes(text), out var usage));

        Assert.Equal(new SharedMemoryUsage(4000 * 1024, 348 * 1024, 8 * 1024, 1, 0), usage);
    }

    [Fact]
    public void Text_WithoutPss_IsRefused() => Assert.False(SmapsRollup.TryParse("Rss: 1 kB\n"u8, out _));

    [Fact]
    public void Ourselves_AreReadable()
    {
        Assert.True(SmapsRollup.TryRead(Environment.ProcessId, out var usage, out var unreadable));

        Assert.False(unreadable);
        Assert.InRange(usage.PssBytes, 1L << 20, 4L << 30);
        Assert.InRange(usage.UssBytes, 1L << 20, usage.PssBytes);
    }

    [Fact]
    public void VanishedProcess_CountsAsNothing() => Assert.Equal(default, SmapsRollup.Sum([int.MaxValue]));
}
