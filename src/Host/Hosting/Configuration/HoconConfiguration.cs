using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Supervision.Hocon;

namespace Supervision.Hosting;

/// <summary>
/// <see cref="IConfiguration"/> as HOCON, by the rules that Akka's hosting library documents. A <c>.</c> within a key separates elements unless it
/// stands in double quotes; environment variables write <c>__</c> for it and <c>_</c> for <c>-</c>; siblings that all are whole numbers
/// make an array. The last provider that has a key wins. Every value is a text, and its origin names the provider and the key.
/// </summary>
public static class HoconConfiguration
{
    /// <summary>Converts a configuration.</summary>
    /// <param name="configuration">A root, whose providers are looked at one by one, or anything else, such as a section.</param>
    /// <param name="section">The section of it to convert, such as <c>akka</c>; empty for all. Default empty.</param>
    /// <param name="keys">How keys are turned.</param>
    /// <returns>A document whose keys begin below the section.</returns>
    public static HoconDocument From(IConfiguration configuration, string section = "", HoconKeyRule keys = HoconKeyRule.ByProvider)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(section);
        var tree = new ConfigurationTree();
        if (configuration is IConfigurationRoot root)
            AddProviders(tree, root, section, keys);
        else
            AddSections(tree, section.Length == 0 ? configuration : configuration.GetSection(section), [], keys == HoconKeyRule.Normalized);
        return HoconDocument.FromObject(tree.ToHocon());
    }

    /// <summary>The same as a configuration of the actor system.</summary>
    /// <param name="configuration">As with <see cref="From"/>.</param>
    /// <param name="section">As with <see cref="From"/>.</param>
    /// <param name="keys">As with <see cref="From"/>.</param>
    public static Config ToConfig(IConfiguration configuration, string section = "", HoconKeyRule keys = HoconKeyRule.ByProvider) =>
        ConfigurationFactory.ParseString(HoconRenderer.Render(From(configuration, section, keys).Resolve()));

    private static void AddProviders(ConfigurationTree tree, IConfigurationRoot root, string section, HoconKeyRule keys)
    {
        foreach (var provider in root.Providers)
        {
            // What a host builder adds: a whole configuration as one provider.
            if (provider is ChainedConfigurationProvider { Configuration: IConfigurationRoot inner })
            {
                AddProviders(tree, inner, section, keys);
                continue;
            }

            var isEnvironment = provider is EnvironmentVariablesConfigurationProvider;
            var normalize = keys == HoconKeyRule.Normalized || (keys == HoconKeyRule.ByProvider && isEnvironment);
            AddKeys(tree, provider, section.Length == 0 ? null : section, [], normalize, key =>
                isEnvironment ? $"environment variable {key.Replace(ConfigurationPath.KeyDelimiter, "__", StringComparison.Ordinal)}" : $"{provider} ({key})");
        }
    }

    private static void AddKeys(
        ConfigurationTree tree, IConfigurationProvider provider, string? parent, string[] path, bool normalize, Func<string, string> origin)
    {
        foreach (var segment in provider.GetChildKeys([], parent).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var key = parent is null ? segment : ConfigurationPath.Combine(parent, segment);
            string[] here = [.. path, segment];
            if (provider.TryGet(key, out var value))
                tree.Set(here, value, normalize, origin(key));
            AddKeys(tree, provider, key, here, normalize, origin);
        }
    }

    private static void AddSections(ConfigurationTree tree, IConfiguration parent, string[] path, bool normalize)
    {
        foreach (var section in parent.GetChildren())
        {
            string[] here = [.. path, section.Key];
            if (section.Value is not null || !section.GetChildren().Any())
                tree.Set(here, section.Value, normalize, $"configuration ({section.Path})");
            AddSections(tree, section, here, normalize);
        }
    }
}
