using System.Text;
using Supervision.Entrypoint.Output;

namespace Supervision.Entrypoint.Tests.Output;

public sealed class LineWriterTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly FakeTarget _target = new();

    [Fact]
    public void TryWrite_ManyLines_KeepsTheirOrder()
    {
        LineWriter writer = Create();

        for (int i = 0; i < 1000; i++)
            Assert.True(writer.TryWrite(Encoding.UTF8.GetBytes($"{i}\n")));

        Assert.True(writer.Flush(Patience));
        Assert.Equal(string.Concat(Enumerable.Range(0, 1000).Select(i => $"{i}\n")), _target.Text);
        Assert.Equal(0, writer.Dropped);
    }

    [Fact(Timeout = 30000)]
    public async Task TryWrite_TargetBlocked_DropsWhatDoesNotFitAndReportsItAfterwards()
    {
        _target.Block();
        LineWriter writer = Create(capacity: 10);
        Assert.True(writer.TryWrite("first\n"u8));
        Assert.True(await _target.EnteredAsync());

        Assert.True(writer.TryWrite("fits\n"u8));
        Assert.False(writer.TryWrite("no room\n"u8));
        Assert.False(writer.TryWrite("no room either\n"u8));
        _target.Unblock();

        Assert.True(writer.Flush(Patience));
        Assert.Equal("first\n2 lost\nfits\n", _target.Text);
        Assert.Equal(2, writer.Dropped);
    }

    [Fact]
    public void TryWrite_TargetClosed_CountsTheLinesAndReportsThemWhenItIsBack()
    {
        LineWriter writer = Create();
        _target.Close();
        writer.TryWrite("a\n"u8);
        writer.TryWrite("b\n"u8);
        Assert.True(writer.Flush(Patience));
        Assert.Equal(2, writer.Dropped);

        _target.Reopen();
        writer.TryWrite("c\n"u8);

        Assert.True(writer.Flush(Patience));
        Assert.Equal("c\n2 lost\n", _target.Text);
    }

    [Fact(Timeout = 30000)]
    public async Task Flush_TargetBlocked_GivesUpInTime()
    {
        _target.Block();
        LineWriter writer = Create();
        writer.TryWrite("stuck\n"u8);
        Assert.True(await _target.EnteredAsync());

        Assert.False(writer.Flush(TimeSpan.FromMilliseconds(50)));

        _target.Unblock();
        Assert.True(writer.Flush(Patience));
    }

    private LineWriter Create(int capacity = LineWriter.DefaultCapacity) =>
        new(_target, lines => Encoding.UTF8.GetBytes($"{lines} lost\n"), capacity);
}
