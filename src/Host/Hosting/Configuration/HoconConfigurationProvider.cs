using Microsoft.Extensions.Configuration;
using Supervision.Hocon;

namespace Supervision.Hosting;

/// <summary>Loads a HOCON file.</summary>
/// <param name="source">The file and how it is watched.</param>
public sealed class HoconConfigurationProvider(HoconConfigurationSource source) : FileConfigurationProvider(source)
{
    private bool _isLoaded;

    /// <summary>Loads the file's text. The first load throws what is wrong; a later one keeps the keys that it cannot replace.</summary>
    /// <param name="stream">The file.</param>
    public override void Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            using var reader = new StreamReader(stream);
            Data = Flattening.Of(HoconDocument.Parse(reader.ReadToEnd(), Options()).Resolve());
            _isLoaded = true;
        }
        catch (Exception error) when (_isLoaded && error is HoconException or FormatException or IOException)
        {
            // The base class would drop every key and throw on a thread of the watcher.
            Source.OnLoadException?.Invoke(new FileLoadExceptionContext { Provider = this, Exception = error });
        }
    }

    private HoconOptions Options()
    {
        var file = Source.FileProvider?.GetFileInfo(Source.Path!).PhysicalPath;
        return new HoconOptions { SourceName = file ?? Source.Path, BaseDirectory = Path.GetDirectoryName(file) };
    }
}
