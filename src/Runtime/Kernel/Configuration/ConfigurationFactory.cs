using System.Reflection;
using Supervision.Configuration.Hocon;
using Supervision.Hocon;

namespace Supervision.Configuration;

/// <summary>Makes configurations.</summary>
public partial class ConfigurationFactory
{
    /// <summary>A configuration without keys.</summary>
    public static Config Empty => Config.Empty;

    /// <summary>The kernel's own defaults: its settings are complete in code, so there are none to load.</summary>
    public static Config Default() => Config.Empty;

    /// <summary>The configuration of the process; it has none outside what programs pass in, so this is empty.</summary>
    public static Config Load() => Config.Empty;

    /// <summary>Parses text. Its substitutions are resolved at the first read, when its fallbacks are known.</summary>
    /// <param name="hocon">HOCON; null or empty gives an empty configuration.</param>
    /// <exception cref="ConfigurationException">The text is malformed; the message lists them with their places.</exception>
    public static Config ParseString(string? hocon)
    {
        if (string.IsNullOrWhiteSpace(hocon))
        {
            return Config.Empty;
        }

        try
        {
            return new Config(HoconDocument.Parse(hocon));
        }
        catch (HoconException error)
        {
            throw new ConfigurationException(error.Message, error);
        }
    }

    /// <summary>Parses text whose includes a function supplies.</summary>
    /// <param name="hocon">HOCON; null or empty gives an empty configuration.</param>
    /// <param name="includeCallback">Gives what is included under a name; null where there is nothing of that name.</param>
    /// <exception cref="ConfigurationException">The text is malformed; the message lists them with their places.</exception>
    public static Config ParseString(string? hocon, Func<string, HoconRoot?> includeCallback) =>
        string.IsNullOrWhiteSpace(hocon) ? Config.Empty : new Config(Parser.Parse(hocon, includeCallback).Document);

    /// <summary>Parses an embedded resource.</summary>
    /// <param name="resourceName">Its logical name.</param>
    /// <param name="assembly">The assembly that embeds it.</param>
    /// <exception cref="ConfigurationException">There is no such resource, or it has errors.</exception>
    public static Config FromResource(string resourceName, Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        using var stream = assembly.GetManifestResourceStream(resourceName)
            ?? throw new ConfigurationException($"assembly {assembly.GetName().Name} embeds no resource '{resourceName}'");
        using var reader = new StreamReader(stream);
        return ParseString(reader.ReadToEnd());
    }

    /// <summary>Parses a resource embedded in the assembly of a type.</summary>
    /// <param name="resourceName">Its logical name.</param>
    /// <typeparam name="TAssembly">A type of that assembly.</typeparam>
    public static Config FromResource<TAssembly>(string resourceName) => FromResource(resourceName, typeof(TAssembly).Assembly);

    /// <summary>Parses a resource embedded in the assembly of an object's type.</summary>
    /// <param name="resourceName">Its logical name.</param>
    /// <param name="instanceInAssembly">An object of a type of that assembly.</param>
    public static Config FromResource(string resourceName, object instanceInAssembly)
    {
        ArgumentNullException.ThrowIfNull(instanceInAssembly);
        return FromResource(resourceName, instanceInAssembly as Assembly ?? instanceInAssembly.GetType().Assembly);
    }
}
