using System.IO.Compression;
using System.Text;
using Supervision.Actors.Logs;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Tests.Logs;

public sealed class LogFileTests : IDisposable
{
    private readonly LogFolder _folder = new();
    private readonly object _gate = new();

    private LogFile Open(LogRotation rotation, TimeProvider? time = null, string name = "log") =>
        new(_folder[name], rotation, time ?? TimeProvider.System, _gate);

    private static void Write(LogFile file, string text, bool whole = true)
    {
        Assert.Equal(text.Length, file.Write(Encoding.UTF8.GetBytes(text), whole, out var problem));
        Assert.Null(problem);
    }

    [Fact]
    public void Write_LinesOfFiftyBytesAndALimitOfThree_RotatesAsSupervisordDoes()
    {
        using var file = Open(new LogRotation { Size = 150, Keep = 2 });
        for (var i = 0; i < 10; i++)
            Write(file, $"{i}".PadLeft(49) + "\n");
        Assert.Equal(["log.1:150", "log.2:150", "log:50"], _folder.List().Order(StringComparer.Ordinal));
        Assert.EndsWith("9\n", _folder.Text("log"));
        Assert.EndsWith("8\n", _folder.Text("log.1"));
        Assert.EndsWith("5\n", _folder.Text("log.2"));
    }

    [Fact]
    public void Write_ManyLinesAtOnce_IsCutBetweenLines()
    {
        using var file = Open(new LogRotation { Size = 100, Keep = 10 });
        Write(file, string.Concat(Enumerable.Range(0, 9).Select(i => $"{i}".PadLeft(29) + "\n")));
        Assert.Equal(["log.1:90", "log.2:90", "log:90"], _folder.List().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Write_ALineLongerThanTheLimit_HasAFileOfItsOwn()
    {
        using var file = Open(new LogRotation { Size = 100, Keep = 10 });
        Write(file, "short\n" + new string('x', 299) + "\nend\n");
        Assert.Equal(["log.1:300", "log.2:6", "log:4"], _folder.List().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Write_RawBytes_FillsFilesExactly()
    {
        using var file = Open(new LogRotation { Size = 100, Keep = 10 });
        Write(file, new string('x', 350), whole: false);
        Assert.Equal(["log.1:100", "log.2:100", "log.3:100", "log:50"], _folder.List().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Write_KeepNothing_EmptiesTheFile()
    {
        using var file = Open(new LogRotation { Size = 100, Keep = 0 });
        Write(file, new string('x', 250), whole: false);
        Assert.Equal(["log:50"], _folder.List());
    }

    [Fact]
    public void Write_NoLimit_NeverRotates()
    {
        using var file = Open(new LogRotation { Size = 0, Keep = 1 });
        Write(file, new string('x', 100_000), whole: false);
        Assert.Equal(["log:100000"], _folder.List());
    }

    [Fact]
    public void Write_ToAFileThatExists_AppendsToIt()
    {
        File.WriteAllText(_folder["log"], "before\n");
        using var file = Open(new LogRotation());
        Write(file, "after\n");
        Assert.Equal("before\nafter\n", _folder.Text("log"));
    }

    [Fact]
    public void Write_AfterTheTurnOfTheHour_Rotates()
    {
        var time = new ManualTime();
        using var file = Open(new LogRotation { Every = LogPeriod.Hourly }, time);
        Write(file, "first\n");
        time.Advance(TimeSpan.FromMinutes(59));
        Write(file, "second\n");
        time.Advance(TimeSpan.FromMinutes(2));
        Write(file, "third\n");
        Assert.Equal("first\nsecond\n", _folder.Text("log.1"));
        Assert.Equal("third\n", _folder.Text("log"));
        time.Advance(TimeSpan.FromHours(5));
        Write(file, "fourth\n");
        Assert.Equal("third\n", _folder.Text("log.1"));
        Assert.Equal("first\nsecond\n", _folder.Text("log.2"));
    }

    [Fact]
    public void Write_FileOfAnEarlierDay_IsSetAsideFirst()
    {
        File.WriteAllText(_folder["log"], "yesterday\n");
        File.SetLastWriteTimeUtc(_folder["log"], DateTime.UnixEpoch.AddDays(1));
        var time = new ManualTime();
        time.Advance(TimeSpan.FromDays(3));
        using var file = Open(new LogRotation { Every = LogPeriod.Daily }, time);
        Write(file, "today\n");
        Assert.Equal("yesterday\n", _folder.Text("log.1"));
        Assert.Equal("today\n", _folder.Text("log"));
    }

    [Fact(Timeout = 60000)]
    public async Task Write_Compressing_LeavesGzipFilesOfTheSameContent()
    {
        using var file = Open(new LogRotation { Size = 1000, Keep = 3, Compress = true });
        for (var i = 0; i < 4; i++)
        {
            lock (_gate)
                Write(file, new string((char)('a' + i), 999) + "\n");
            await LogFolder.Until(() => _folder.List().Count(name => name.Contains(".gz:", StringComparison.Ordinal)) == i, "the compressed files");
        }

        lock (_gate)
            Write(file, "e\n");
        await LogFolder.Until(() => _folder.List().Length == 4 && !File.Exists(_folder["log.1"]) && !File.Exists(_folder["log.gz.part"]), "the last one");
        foreach (var (name, first) in new[] { ("log.1.gz", 'd'), ("log.2.gz", 'c'), ("log.3.gz", 'b') })
        {
            using var reader = new StreamReader(new GZipStream(File.OpenRead(_folder[name]), CompressionMode.Decompress));
            Assert.Equal(new string(first, 999) + "\n", await reader.ReadToEndAsync());
        }
    }

    [Fact(Timeout = 60000)]
    public async Task Write_RotatingFasterThanItCompresses_LosesAndMixesNothing()
    {
        using var file = Open(new LogRotation { Size = 1000, Keep = 50, Compress = true });
        for (var i = 0; i < 40; i++)
        {
            lock (_gate)
                Write(file, $"{i}".PadLeft(999) + "\n");
        }

        await LogFolder.Until(() => Directory.GetFiles(_folder.Root, "*.gz").Length == 39 && Directory.GetFiles(_folder.Root).Length == 40, "39 compressed files");
        for (var i = 1; i < 40; i++)
        {
            using var reader = new StreamReader(new GZipStream(File.OpenRead(_folder[$"log.{i}.gz"]), CompressionMode.Decompress));
            Assert.Equal($"{39 - i}", (await reader.ReadToEndAsync()).Trim());
        }
    }

    [Fact]
    public void Write_FileDeletedBySomebody_IsMadeAnew()
    {
        using var file = Open(new LogRotation());
        Write(file, "gone\n");
        File.Delete(_folder["log"]);
        Write(file, "here\n");
        Assert.Equal("here\n", _folder.Text("log"));
    }

    [Fact]
    public void Write_FileCutBySomebody_GoesOnAtItsEnd()
    {
        using var file = Open(new LogRotation());
        Write(file, "a long line that is copied and cut\n");
        File.WriteAllText(_folder["log"], "");
        Write(file, "next\n");
        Assert.Equal("next\n", _folder.Text("log"));
    }

    [Fact]
    public void Reopen_AfterARename_WritesANewFile()
    {
        using var file = Open(new LogRotation());
        Write(file, "old\n");
        File.Move(_folder["log"], _folder["moved"]);
        Write(file, "still old\n");
        file.Reopen();
        Write(file, "new\n");
        Assert.Equal("old\nstill old\n", _folder.Text("moved"));
        Assert.Equal("new\n", _folder.Text("log"));
    }

    [Fact]
    public void Clear_EmptiesTheFile()
    {
        using var file = Open(new LogRotation());
        Write(file, "old\n");
        Assert.True(file.Clear());
        Write(file, "new\n");
        Assert.Equal("new\n", _folder.Text("log"));
    }

    [Fact]
    public void Write_DirectoryMissing_SaysWhyAndRecoversByItself()
    {
        var time = new ManualTime();
        using var file = Open(new LogRotation(), time, "sub/log");
        Assert.Equal(0, file.Write("lost\n"u8, true, out var problem));
        Assert.Contains("No such file", problem);
        Directory.CreateDirectory(_folder["sub"]);
        Assert.Equal(0, file.Write("lost, too: it is tried once a second\n"u8, true, out _));
        time.Advance(TimeSpan.FromSeconds(1));
        Write(file, "here\n");
        Assert.Equal("here\n", _folder.Text("sub/log"));
    }

    [Fact]
    public void Write_RotationImpossible_GrowsRatherThanLosesLines()
    {
        var time = new ManualTime();
        Directory.CreateDirectory(_folder["log.1"]);
        using var file = Open(new LogRotation { Size = 10, Keep = 1 }, time);
        Write(file, "one line\n");
        Write(file, "another\n");
        Assert.NotNull(file.RotationProblem);
        Assert.Equal("one line\nanother\n", _folder.Text("log"));

        Directory.Delete(_folder["log.1"]);
        time.Advance(TimeSpan.FromSeconds(30));
        Write(file, "third\n");
        Assert.Null(file.RotationProblem);
        Assert.Equal("third\n", _folder.Text("log"));
    }

    [Fact]
    public void Write_DeviceThatIsFull_SaysSo()
    {
        using var file = new LogFile("/dev/full", new LogRotation { Size = 10 }, new ManualTime(), _gate);
        Assert.Equal(0, file.Write("lost\n"u8, true, out var problem));
        Assert.Contains("No space left", problem);
    }

    [Fact]
    public void Write_Device_IsNotRotated()
    {
        using var file = new LogFile("/dev/null", new LogRotation { Size = 10, Keep = 3 }, TimeProvider.System, _gate);
        Write(file, new string('x', 100));
        Assert.False(File.Exists("/dev/null.1"));
        Assert.False(file.Clear());
    }

    public void Dispose() => _folder.Dispose();
}
