using Microsoft.Extensions.Configuration;
using Supervision.Hocon;

namespace Supervision.Hosting;

/// <summary>HOCON as a source of <see cref="IConfiguration"/>. Later sources win, key by key.</summary>
public static class HoconConfigurationExtensions
{
    /// <summary>Adds a file. Its substitutions see its own keys, then the process's environment.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="path">The file, relative to the builder's base path.</param>
    /// <param name="optional">Whether the file may be absent. Default false.</param>
    /// <param name="reloadOnChange">
    /// Whether a change of the file, not of what it includes, is loaded at once. A change that cannot be loaded leaves what was loaded
    /// before and is told to the builder's file load exception handler. Default false.
    /// </param>
    /// <returns>The builder.</returns>
    public static IConfigurationBuilder AddHocon(this IConfigurationBuilder builder, string path, bool optional = false, bool reloadOnChange = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var source = new HoconConfigurationSource { Path = path, Optional = optional, ReloadOnChange = reloadOnChange };
        source.ResolveFileProvider();
        return builder.Add(source);
    }

    /// <summary>Adds a document; it is resolved when the configuration is built.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="document">The document.</param>
    /// <returns>The builder.</returns>
    public static IConfigurationBuilder AddHocon(this IConfigurationBuilder builder, HoconDocument document)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(document);
        return builder.Add(new HoconDocumentSource(document));
    }

    /// <summary>Adds text.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="hocon">HOCON or JSON whose root is an object.</param>
    /// <param name="sourceName">Name of the text in errors.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="HoconException">The text has errors; all that were found.</exception>
    public static IConfigurationBuilder AddHoconText(this IConfigurationBuilder builder, string hocon, string sourceName = "text") =>
        AddHocon(builder, HoconDocument.Parse(hocon, new HoconOptions { SourceName = sourceName }));
}
