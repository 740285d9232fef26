using Microsoft.Extensions.Configuration;
using Supervision.Hocon;

namespace Supervision.Hosting.Tests.Configuration;

/// <summary>HOCON as a source of IConfiguration.</summary>
public sealed class HoconSourceTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hocon-source-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Text_OfEveryKind_BecomesFlatKeys()
    {
        var configuration = new ConfigurationBuilder().AddHoconText(
            """
            base = /models
            a { b.c = ${base}"/llama", wait = 30 s, on = true, size = 1.50, nothing = null, none {}, "x.y" = dotted }
            list = [one, { two = 2 }, [3]]
            empty = []
            """).Build();

        Assert.Equal("/models/llama", configuration["a:b:c"]);
        Assert.Equal(("30 s", "true", "1.50"), (configuration["a:wait"], configuration["a:on"], configuration["a:size"]));
        Assert.Null(configuration["a:nothing"]);
        Assert.Contains(configuration.GetSection("a").GetChildren(), child => child.Key == "nothing");
        Assert.Null(configuration["a:none"]);
        Assert.Equal("dotted", configuration["a:x.y"]);
        Assert.Equal(("one", "2", "3"), (configuration["list:0"], configuration["list:1:two"], configuration["list:2:0"]));
        Assert.Equal("", configuration["empty"]);
        Assert.Equal("true", configuration["A:ON"]);
    }

    [Fact]
    public void Source_AddedLater_WinsKeyByKey()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("a:b", "low"), new("a:c", "kept")])
            .AddHocon(HoconDocument.Parse("a.b = high"))
            .Build();

        Assert.Equal(("high", "kept"), (configuration["a:b"], configuration["a:c"]));
    }

    [Fact]
    public void Keys_ThatDifferInCaseAlone_AreAnError()
    {
        var error = Assert.Throws<FormatException>(() => new ConfigurationBuilder().AddHoconText("a = 1\nA = 2", "f.conf").Build());

        Assert.Equal("f.conf:2:5: the key 'A' is there twice; configuration keys differ in more than case", error.Message);
    }

    [Fact]
    public void File_WithAnInclude_IsLoaded()
    {
        Write("inner.conf", "x = 1");
        Write("outer.conf", "include \"inner.conf\"\ny = ${x}");

        var configuration = new ConfigurationBuilder().SetBasePath(_folder.FullName).AddHocon("outer.conf").Build();

        Assert.Equal(("1", "1"), (configuration["x"], configuration["y"]));
    }

    [Fact]
    public void File_Missing_IsAnErrorUnlessOptional()
    {
        Assert.Throws<FileNotFoundException>(() => new ConfigurationBuilder().SetBasePath(_folder.FullName).AddHocon("none.conf").Build());
        Assert.Empty(new ConfigurationBuilder().SetBasePath(_folder.FullName).AddHocon("none.conf", optional: true).Build().GetChildren());
    }

    [Fact]
    public void File_Malformed_IsAnErrorWithItsPlace()
    {
        Write("bad.conf", "a = [1\nb = 2");

        var error = Assert.Throws<InvalidDataException>(() => new ConfigurationBuilder().SetBasePath(_folder.FullName).AddHocon("bad.conf").Build());

        Assert.Contains("bad.conf:", Assert.IsType<HoconException>(error.InnerException).Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task File_Changed_IsReloadedAndABadChangeKeepsWhatWas()
    {
        Write("a.conf", "a = 1");
        var failed = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        var builder = new ConfigurationBuilder().SetBasePath(_folder.FullName);
        builder.SetFileLoadExceptionHandler(context => failed.TrySetResult(context.Exception));
        var root = builder.AddHocon("a.conf", reloadOnChange: true).Build();
        using var lifetime = (IDisposable)root;

        Write("a.conf", "a = [");
        Assert.IsType<HoconException>(await failed.Task.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal("1", root["a"]);

        Write("a.conf", "a = 2");
        while (root["a"] != "2")
        {
            var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var registration = root.GetReloadToken().RegisterChangeCallback(_ => changed.TrySetResult(), null);
            if (root["a"] != "2")
                await changed.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    private void Write(string name, string text)
    {
        // Moved into place, so that no reader sees half of it.
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path + ".new", text);
        File.Move(path + ".new", path, overwrite: true);
    }
}
