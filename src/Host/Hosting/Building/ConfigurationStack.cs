using Microsoft.Extensions.Configuration;
using Supervision.Actors.Settings;
using Supervision.Hocon;

namespace Supervision.Hosting;

/// <summary>Everything that configures a host's supervision, put together: what was added to the builder, below the host's own section.</summary>
/// <param name="layers">What the builder collected.</param>
/// <param name="configuration">The host's configuration; null where it has none.</param>
/// <param name="section">Its section; empty to leave it out.</param>
internal sealed class ConfigurationStack(IReadOnlyList<Func<HoconDocument, HoconDocument>> layers, IConfiguration? configuration, string section)
{
    // Options of the hosting itself live beside the settings of the tree; they are no HOCON.
    public const string OptionsKey = "Hosting";

    private const string Root = "supervision";

    /// <summary>Resolves all layers.</summary>
    /// <exception cref="HoconException">A file has errors, or a substitution cannot be resolved.</exception>
    public HoconObject Resolve()
    {
        var document = layers.Aggregate(HoconDocument.Empty, (below, add) => add(below));
        if (configuration is not null && section.Length > 0)
            document = Nested([Root], Section(configuration, section)).WithFallback(document);
        return document.Resolve();
    }

    /// <summary>Loads settings of a tree; errors of files are among the result's.</summary>
    public SettingsResult Load()
    {
        try
        {
            return Load(Resolve());
        }
        catch (HoconException error)
        {
            return new SettingsResult
            {
                Errors =
                [
                    .. error.Errors.Select(one => new SettingsError
                    {
                        Origin = new SettingsOrigin(one.Origin.Source, one.Origin.Line, one.Origin.Column),
                        Message = one.Message,
                        SourceLine = one.SourceLine,
                    }),
                ],
            };
        }
    }

    /// <summary>Loads settings of a tree.</summary>
    /// <param name="resolved">What <see cref="Resolve"/> gave.</param>
    public static SettingsResult Load(HoconObject resolved) => SettingsLoader.Load(new SettingsSources
    {
        // The loader's own reading of keys beside `supervision` is about variables in files; the kernel's section is not one.
        Layer = HoconObject.From(resolved.Where(field => field.Key == Root), new HoconOrigin("AddSupervision", 0, 0)),
    });

    /// <summary>A root, or a section below its own path.</summary>
    public static HoconDocument Of(IConfiguration configuration) => configuration is IConfigurationSection { Path: var path }
        ? Nested([.. path.Split(ConfigurationPath.KeyDelimiter).Select(key => key.ToLowerInvariant())], HoconConfiguration.From(configuration).Resolve())
        : HoconConfiguration.From(configuration);

    private static HoconObject Section(IConfiguration configuration, string section)
    {
        var values = HoconConfiguration.From(configuration, section).Resolve();
        return HoconObject.From(
            values.Where(field => !field.Key.Equals(OptionsKey, StringComparison.OrdinalIgnoreCase)), new HoconOrigin("configuration", 0, 0));
    }

    private static HoconDocument Nested(IReadOnlyList<string> path, HoconObject values)
    {
        if (values.Count == 0)
            return HoconDocument.Empty;
        HoconValue value = values;
        for (var i = path.Count - 1; i >= 0; i--)
            value = HoconObject.Of(path[i], value);
        return HoconDocument.FromObject((HoconObject)value);
    }
}
