using System.Globalization;
using System.Text;

namespace Supervision.Actors.Tests.Logs;

/// <summary>A folder for one test's log files.</summary>
internal sealed class LogFolder : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    public string Root { get; } = Directory.CreateTempSubdirectory("supervision-logs-").FullName;

    public string this[string name] => Path.Combine(Root, name);

    /// <summary>A file's text, or null where there is none.</summary>
    public string? Text(string name) => File.Exists(this[name]) ? Encoding.UTF8.GetString(Bytes(name)) : null;

    public byte[] Bytes(string name)
    {
        using var file = new FileStream(this[name], FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Names and sizes, in order.</summary>
    public string[] List() =>
        [.. new DirectoryInfo(Root).GetFiles().OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => string.Create(CultureInfo.InvariantCulture, $"{file.Name}:{file.Length}"))];

    /// <summary>Looks again and again at what no event tells about; a deadline makes the test fail.</summary>
    public static async Task Until(Func<bool> condition, string what)
    {
        var begin = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begin) < _patience, $"not within {_patience}: {what}");
            await Task.Delay(10);
        }
    }

    public void Dispose()
    {
        if (Directory.Exists(Root))
            Directory.Delete(Root, recursive: true);
    }
}
