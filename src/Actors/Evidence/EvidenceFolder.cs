// Overview
// One folder for each incident, named ENGINE-TIME-ATTEMPT-WHY, so that what is ours can be told from what is not: only folders of that
// form are ever counted or removed. What one incident may write is a quarter of the limit at most, and after each the oldest folders go until
// the limit holds again: evidence must not be what fills the disk.
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Supervision.Actors.Messages;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Evidence;

/// <summary>Where one incident is written down. Thread-safe: whoever looks may be left behind while others go on.</summary>
internal sealed partial class EvidenceFolder
{
    private const int Share = 4;
    private static readonly Lock _pruning = new();

    private readonly Lock _gate = new();
    private readonly List<string> _problems = [];
    private readonly EvidenceSettings _settings;
    private long _left;
    private long _bytes;
    private string? _lastWhy;

    private EvidenceFolder(EvidenceSettings settings, string path)
    {
        _settings = settings;
        Path = path;
        _left = settings.MaxSize / Share;
    }

    public string Path { get; }

    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>What could not be written down, and why.</summary>
    public IReadOnlyList<string> Problems
    {
        get
        {
            lock (_gate)
            {
                return [.. _problems];
            }
        }
    }

    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static EvidenceFolder Create(EvidenceSettings settings, string engine, int attempt, string why, DateTimeOffset at)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{engine}-{at.UtcDateTime:yyyyMMdd'T'HHmmssfff'Z'}-{attempt}-{why}");
        var path = System.IO.Path.Combine(settings.Directory, name);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            // Stacks and last lines may hold what is not for everybody.
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return new EvidenceFolder(settings, path);
    }

    public void Miss(string problem)
    {
        lock (_gate)
        {
            _problems.Add(problem);
        }
    }

    public void Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public void Write(string name, ReadOnlySpan<byte> content)
    {
        int fit;
        lock (_gate)
        {
            fit = (int)Math.Min(content.Length, _left);
            _left -= fit;
        }

        var fits = content[..fit];
        if (fits.Length < content.Length)
        {
            Miss(string.Create(CultureInfo.InvariantCulture, $"{name} is cut off at {fits.Length} of {content.Length} bytes"));
        }

        var file = System.IO.Path.Combine(Path, name);
        try
        {
            File.WriteAllBytes(file, fits);
            Interlocked.Add(ref _bytes, fits.Length);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            var why = FileProblem.Of(error, file);
            Miss(Interlocked.Exchange(ref _lastWhy, why) == why ? $"{name} likewise" : $"{name}: {why}");
        }
    }

    /// <summary>Removes folders of earlier incidents that are too old or too many.</summary>
    public void Prune(DateTimeOffset now)
    {
        lock (_pruning)
        {
            try
            {
                var folders = new DirectoryInfo(_settings.Directory).EnumerateDirectories()
                    .Where(folder => Own().IsMatch(folder.Name) && folder.LinkTarget is null)
                    .Select(folder => (Folder: folder, Time: TimeOf(folder.Name), Size: SizeOf(folder)))
                    .OrderByDescending(one => one.Time)
                    .ToList();
                long total = 0;
                foreach (var (folder, time, size) in folders)
                {
                    total += size;
                    var isOld = _settings.MaxAge > TimeSpan.Zero && now - time > _settings.MaxAge;
                    if (folder.FullName != Path && (isOld || total > _settings.MaxSize))
                    {
                        folder.Delete(recursive: true);
                        total -= size;
                    }
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                Miss($"old folders below {_settings.Directory} are not removed: {FileProblem.Of(error, "")}");
            }
        }
    }

    private static DateTimeOffset TimeOf(string name) => DateTimeOffset.TryParseExact(
        Own().Match(name).Groups[1].Value, "yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
        ? time
        : DateTimeOffset.MinValue;

    private static long SizeOf(DirectoryInfo folder) => folder.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]*-(\d{8}T\d{9}Z)-\d+-[a-z-]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Own();
}
