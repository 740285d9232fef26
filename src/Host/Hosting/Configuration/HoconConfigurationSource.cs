using Microsoft.Extensions.Configuration;

namespace Supervision.Hosting;

/// <summary>A HOCON file as a configuration source.</summary>
public sealed class HoconConfigurationSource : FileConfigurationSource
{
    /// <inheritdoc/>
    public override IConfigurationProvider Build(IConfigurationBuilder builder)
    {
        EnsureDefaults(builder);
        return new HoconConfigurationProvider(this);
    }
}
