using Supervision.Hocon;

namespace Supervision.Configuration;

/// <summary>
/// Read-only configuration with Akka.NET's method names: values by path, with other configurations behind it as fallbacks. A read of an
/// absent path gives the default; one of a value that is not of the type throws <see cref="ConfigurationException"/> with its place.
/// Immutable and thread-safe.
/// </summary>
public partial class Config
{
    /// <summary>A configuration without keys.</summary>
    public static readonly Config Empty = new();

    // Akka.NET's form; people search their logs for it.
    private static readonly HoconRenderOptions s_rendering = new() { Plain = true };

    private readonly HoconDocument _own;
    private readonly HoconDocument _all;
    private readonly Lazy<HoconObject> _root;

    /// <summary>Creates an empty configuration.</summary>
    public Config() : this(HoconDocument.Empty, null)
    {
    }

    /// <summary>Creates a configuration over resolved values.</summary>
    /// <param name="root">The values.</param>
    public Config(HoconObject root) : this(HoconDocument.FromObject(root), null)
    {
    }

    /// <summary>Creates a configuration over a document. Its substitutions are resolved at the first read, and see the fallbacks too.</summary>
    /// <param name="document">The document.</param>
    public Config(HoconDocument document) : this(document, null)
    {
    }

    /// <summary>Creates a configuration with another one behind it.</summary>
    /// <param name="source">The values that win.</param>
    /// <param name="fallback">Supplies what is missing; null for nothing.</param>
    public Config(Config source, Config? fallback) : this(Checked(source)._own, Chain(source.Fallback, fallback))
    {
    }

    private Config(HoconDocument own, Config? fallback)
    {
        ArgumentNullException.ThrowIfNull(own);
        _own = own;
        Fallback = fallback;
        _all = fallback is null ? own : own.WithFallback(fallback._all);
        _root = new Lazy<HoconObject>(Resolve, LazyThreadSafetyMode.ExecutionAndPublication);
    }

    /// <summary>What is looked up where this configuration has no value; null at the end of the chain.</summary>
    public Config? Fallback { get; }

    /// <summary>Whether neither this nor any fallback has a key.</summary>
    public virtual bool IsEmpty => _all.IsEmpty;

    /// <summary>All values, fallbacks merged in.</summary>
    /// <exception cref="ConfigurationException">Substitutions are undefined or refer to themselves.</exception>
    public HoconObject Root => _root.Value;

    /// <summary>Parses text; an empty one gives an empty configuration.</summary>
    /// <param name="str">HOCON.</param>
    public static implicit operator Config(string str) => ConfigurationFactory.ParseString(str);

    /// <summary>The configuration with parsed text behind it.</summary>
    /// <param name="config">The values that win.</param>
    /// <param name="fallback">HOCON.</param>
    public static Config operator +(Config config, string fallback)
    {
        ArgumentNullException.ThrowIfNull(config);
        return config.WithFallback(ConfigurationFactory.ParseString(fallback));
    }

    /// <summary>Parsed text with the configuration behind it.</summary>
    /// <param name="configHocon">HOCON whose values win.</param>
    /// <param name="fallbackConfig">Supplies what is missing.</param>
    public static Config operator +(string configHocon, Config fallbackConfig) =>
        ConfigurationFactory.ParseString(configHocon).WithFallback(fallbackConfig);

    /// <summary>Whether there is a value other than null at a path.</summary>
    /// <param name="path">A path expression.</param>
    public virtual bool HasPath(string path) => GetValue(path) is { IsNull: false };

    /// <summary>The value at a path, objects merged with those of the fallbacks; null where there is none.</summary>
    /// <param name="path">A path expression.</param>
    /// <exception cref="ConfigurationException">The path expression is malformed.</exception>
    public HoconValue? GetValue(string path)
    {
        try
        {
            return Root.TryGet(path, out var value) ? value : null;
        }
        catch (HoconException error)
        {
            throw new ConfigurationException(error.Message, error);
        }
    }

    /// <summary>The section at a path; empty where there is none.</summary>
    /// <param name="path">A path expression.</param>
    public virtual Config GetConfig(string path) => GetValue(path) is HoconObject section ? new Config(section) : Empty;

    /// <summary>This configuration with another one behind it.</summary>
    /// <param name="fallback">Supplies what is missing; null or empty changes nothing.</param>
    public virtual Config WithFallback(Config? fallback) =>
        fallback is null || fallback.IsEmpty || ReferenceEquals(fallback, this) ? this : IsEmpty ? fallback : new Config(this, fallback);

    /// <summary>The top-level keys and values, fallbacks merged in.</summary>
    public virtual IEnumerable<KeyValuePair<string, HoconValue>> AsEnumerable() => Root;

    /// <summary>The values as HOCON, without fallbacks.</summary>
    /// <remarks>Where its substitutions need the fallbacks, they are included.</remarks>
    public override string ToString() => ToString(includeFallback: false);

    /// <summary>The values as HOCON.</summary>
    /// <param name="includeFallback">Whether fallbacks are merged in.</param>
    public string ToString(bool includeFallback)
    {
        if (includeFallback || Fallback is null)
            return HoconRenderer.Render(Root, s_rendering);
        try
        {
            return HoconRenderer.Render(_own.Resolve(), s_rendering);
        }
        catch (HoconException)
        {
            // A substitution needs a fallback's key: the values exist only together.
            return HoconRenderer.Render(Root, s_rendering);
        }
    }

    private static Config Checked(Config source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source;
    }

    private static Config? Chain(Config? upper, Config? lower) => upper is null ? lower : lower is null ? upper : new Config(upper, lower);

    private HoconObject Resolve()
    {
        try
        {
            return _all.Resolve();
        }
        catch (HoconException error)
        {
            throw new ConfigurationException(error.Message, error);
        }
    }
}
