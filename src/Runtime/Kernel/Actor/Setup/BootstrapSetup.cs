using Supervision.Configuration;
using Supervision.Util;

namespace Supervision.Actor;

/// <summary>The configuration that a system is started with.</summary>
public sealed class BootstrapSetup : Setup.Setup
{
    internal BootstrapSetup()
        : this(Option<Config>.None, Option<Config>.None, Option<ProviderSelection>.None)
    {
    }

    private BootstrapSetup(Option<Config> config, Option<Config> configFallback, Option<ProviderSelection> provider)
    {
        Config = config;
        ConfigFallback = configFallback;
        ActorRefProvider = provider;
    }

    /// <summary>The configuration, if there is one.</summary>
    public Option<Config> Config { get; }

    /// <summary>What holds where the configuration is silent.</summary>
    public Option<Config> ConfigFallback { get; }

    /// <summary>The provider, if one was chosen; only the local one exists.</summary>
    public Option<ProviderSelection> ActorRefProvider { get; }

    /// <summary>Makes an empty setup.</summary>
    public static BootstrapSetup Create() => new();

    /// <summary>The same setup with a configuration.</summary>
    public BootstrapSetup WithConfig(Config config) => new(Option<Config>.Create(config), ConfigFallback, ActorRefProvider);

    /// <summary>The same setup with a configuration that holds where the first one is silent.</summary>
    public BootstrapSetup WithConfigFallback(Config config) => new(Config, Option<Config>.Create(config), ActorRefProvider);

    /// <summary>The same setup with a provider.</summary>
    public BootstrapSetup WithActorRefProvider(ProviderSelection name) => new(Config, ConfigFallback, Option<ProviderSelection>.Create(name));
}
