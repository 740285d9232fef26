namespace Supervision.Posix.Tests;

public sealed class SignalsTests
{
    [Theory]
    [InlineData("TERM", 15)]
    [InlineData("SIGTERM", 15)]
    [InlineData("sigterm", 15)]
    [InlineData("15", 15)]
    [InlineData(" KILL ", 9)]
    [InlineData("HUP", 1)]
    [InlineData("USR2", 12)]
    [InlineData("SIGCLD", 17)]
    [InlineData("SYS", 31)]
    [InlineData("64", 64)]
    [InlineData("RTMAX", 64)]
    [InlineData("SIGRTMAX-1", 63)]
    public void Text_ThatNamesASignal_IsRead(string text, int number)
    {
        Assert.True(Signals.TryParse(text, out var signal));
        Assert.Equal(number, signal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("SIG")]
    [InlineData("TERMINATE")]
    [InlineData("0")]
    [InlineData("65")]
    [InlineData("-9")]
    [InlineData("9x")]
    [InlineData("99999999999")]
    [InlineData("RTMIN-1")]
    [InlineData("RTMIN+99")]
    [InlineData("RTMAX+1")]
    [InlineData("RTMIN+")]
    public void Text_ThatNamesNone_IsRefused(string? text)
    {
        Assert.False(Signals.TryParse(text, out var signal));
        Assert.Equal(0, signal);
    }

    [Fact]
    public void EveryNumber_HasANameThatIsReadBack()
    {
        for (var number = 1; number <= 64; number++)
        {
            if (number is 32 or 33)
                continue;
            Assert.True(Signals.TryParse(Signals.NameOf(number), out var back), Signals.NameOf(number));
            Assert.Equal(number, back);
        }

        Assert.Equal("SIGSEGV", Signals.NameOf(11));
        Assert.Equal("signal 0", Signals.NameOf(0));
        Assert.Equal("signal 99", Signals.NameOf(99));
    }
}
