using System.Text;
using Supervision.Actors.Logs;
using Supervision.Actors.Settings;
using Supervision.Actors.Tests.Support;
using Supervision.Control.Tests.Support;
using Supervision.Posix;

namespace Supervision.Control.Tests.Facade;

public sealed class LogTests
{
    [Fact(Timeout = 60_000)]
    public async Task Log_WithAFile_IsReadTailedAndFollowed()
    {
        var path = Path.Combine(Path.GetTempPath(), $"control-{Guid.NewGuid():N}.log");
        try
        {
            await using var harness = ControlHarness.Start(
                TreeHarness.Shell("a", "for i in 1 2 3 4 5; do echo line $i; done; while read l; do echo more $l; done; exec sleep 1000") with
                {
                    Stdin = StdinMode.Pipe,
                    Logs = new EngineLogSettings { Stdout = LogTarget.File(path), Format = LogFileFormat.Raw },
                });
            await harness.ReadyAsync(1, "line 5");

            var lines = await EventuallyAsync(() => harness.Control.LastLinesAsync("a", OutputStream.Stdout, 2), found => found is ["line 4", "line 5"]);
            var part = await harness.Control.ReadLogAsync("a", OutputStream.Stdout, 0, 6);
            var tail = await harness.Control.TailLogAsync("a", OutputStream.Stdout, 0, 7);

            var last = await harness.Control.ReadLogAsync("a", OutputStream.Stdout, -7, 0);
            var all = await harness.Control.ReadLogAsync("a", OutputStream.Stdout, -1000, 0);
            var wrong = await harness.Control.ReadLogAsync("a", OutputStream.Stdout, -7, 1);

            Assert.Equal(["line 4", "line 5"], lines!);
            Assert.Equal((LogReadResult.Read, "line 5\n", 35L), (last!.Result, Encoding.UTF8.GetString(last.Bytes.Span), last.Offset));
            Assert.Equal((35, 35L, LogReadResult.BadArguments), (all!.Bytes.Length, all.Offset, wrong!.Result));
            Assert.Equal((LogReadResult.Read, "line 1", 6L), (part!.Result, Encoding.UTF8.GetString(part.Bytes.Span), part.Offset));
            Assert.Equal(("line 5\n", 35L, true), (Encoding.UTF8.GetString(tail!.Bytes.Span), tail.Offset, tail.Overflow));

            using var end = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            var followed = new List<string>();
            await foreach (var line in harness.Control.FollowLines("a", OutputStream.Stdout, 1, end.Token)!)
            {
                followed.Add(line.Text);
                if (followed.Count == 1)
                {
                    await harness.Control.WriteStdinAsync("a", "x\ny\n"u8.ToArray(), ControlHarness.Caller, cancellation: end.Token);
                }

                if (line.Text == "more y")
                {
                    break;
                }
            }

            Assert.Equal(["line 5", "more x", "more y"], followed);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Log_Inherited_IsOfItsStreamAlone()
    {
        await using var harness = ControlHarness.Start(ControlHarness.Sleeper("a", "echo out 1; echo err 1 >&2; echo out 2; echo err 2 >&2;"));
        await EventuallyAsync(() => harness.Control.LastLinesAsync("a", null, 10), found => found is { Count: 4 });

        Assert.Equal(["out 1", "out 2"], (await harness.Control.LastLinesAsync("a", OutputStream.Stdout, 10))!);
        Assert.Equal(["err 1", "err 2"], (await harness.Control.LastLinesAsync("a", OutputStream.Stderr, 10))!);
        Assert.Equal(["err 2"], (await harness.Control.LastLinesAsync("a", OutputStream.Stderr, 1))!);
        var tail = await harness.Control.TailLogAsync("a", OutputStream.Stderr, 0, 100);
        Assert.Equal("err 1\nerr 2\n", Encoding.UTF8.GetString(tail!.Bytes.Span));
        await foreach (var line in harness.Control.FollowLines("a", OutputStream.Stderr, 1)!)
        {
            Assert.Equal("err 2", line.Text);
            break;
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Log_OfNobody_IsNull()
    {
        await using var harness = ControlHarness.Start(ControlHarness.Sleeper("a"));

        Assert.Null(await harness.Control.LastLinesAsync("b", OutputStream.Stdout, 5));
        Assert.Null(await harness.Control.ReadLogAsync("b", OutputStream.Stdout, 0, 0));
        Assert.Null(harness.Control.FollowLog("b", OutputStream.Stdout));
    }

    [Theory]
    [InlineData("a\nb\nc\n", 1, "c\n")]
    [InlineData("a\nb\nc", 1, "c")]
    [InlineData("a\nb\nc\n", 2, "b\nc\n")]
    [InlineData("a\nb\nc\n", 3, "a\nb\nc\n")]
    [InlineData("a\nb\nc\n", 9, "a\nb\nc\n")]
    [InlineData("\n\n\n", 2, "\n\n")]
    [InlineData("", 3, "")]
    public void StartOfLast_Lines_IsWhereTheyBegin(string text, int lines, string last)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Assert.Equal(last, Encoding.UTF8.GetString(bytes.AsSpan(Math.Max(0, LineSplitter.StartOfLast(bytes, lines)))));
    }

    [Fact]
    public void Splitter_OfPieces_GivesWholeLines()
    {
        var splitter = new LineSplitter();
        var lines = new List<string>();
        foreach (var piece in new[] { "a", "b\r\nc", "\n", "\nd", new string('x', 70_000) + "\n" })
        {
            lines.AddRange(splitter.Add(Encoding.UTF8.GetBytes(piece)));
        }

        Assert.Equal(["ab", "c", "", "d" + new string('x', 65_535), new string('x', 70_000 - 65_535)], lines);
        Assert.Equal("", splitter.Rest());
    }

    private static async Task<T> EventuallyAsync<T>(Func<Task<T>> read, Func<T, bool> good)
    {
        while (true)
        {
            if (await read() is var value && good(value))
            {
                return value;
            }

            await Task.Yield();
        }
    }
}
