namespace Supervision.Hocon;

/// <summary>Includes files in UTF-8, relative to the folder of the including file; absolute names and <c>file:</c> URLs are taken as they are.</summary>
public sealed class HoconFileIncluder : IHoconIncluder
{
    private const int MaxSize = 64 << 20;

    private HoconFileIncluder()
    {
    }

    /// <summary>The only instance.</summary>
    public static HoconFileIncluder Instance { get; } = new();

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">The source is neither a file nor a <c>file:</c> URL.</exception>
    public (string SourceName, string Text, string? BaseDirectory)? Load(string name, string kind, string? baseDirectory)
    {
        ArgumentNullException.ThrowIfNull(name);
        var isUrl = kind == "url" || (kind.Length == 0 && name.Contains("://", StringComparison.Ordinal));
        if (kind is not ("" or "file" or "url"))
            throw new NotSupportedException($"no source of resources is configured for {kind}(…)");
        if (isUrl)
        {
            if (!Uri.TryCreate(name, UriKind.Absolute, out var url) || !url.IsFile)
                throw new NotSupportedException("only file: URLs can be included");
            name = url.LocalPath;
        }

        var path = Path.GetFullPath(name, Path.GetFullPath(baseDirectory ?? Directory.GetCurrentDirectory()));
        return File.Exists(path) ? (path, HoconDocument.ReadFile(path, MaxSize), Path.GetDirectoryName(path)) : null;
    }
}
