using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Supervision.Actors.Settings;
using Supervision.Hocon;

namespace Supervision.Hosting;

/// <summary>What a host runs: the builder's collection, the options and the validated settings. Made once, before anything is started.</summary>
internal sealed class HostPlan
{
    // What stopping takes beside the grace of engines: kills, listeners, the journal.
    private static readonly TimeSpan _stopMargin = TimeSpan.FromSeconds(5);

    private const string SupervisionKey = "supervision";
    private const string KernelKey = "akka";

    private HostPlan(SupervisionBuilder builder, SupervisionOptions options, ConfigurationStack stack, SettingsResult? loaded, HoconObject kernel)
    {
        Builder = builder;
        Options = options;
        Stack = stack;
        Loaded = loaded;
        Kernel = kernel;
    }

    public SupervisionBuilder Builder { get; }

    public SupervisionOptions Options { get; }

    public ConfigurationStack Stack { get; }

    /// <summary>Settings of the tree; null for a host that has actors alone.</summary>
    public SettingsResult? Loaded { get; }

    public SupervisionSettings? Settings => Loaded?.Settings;

    /// <summary>The section <c>akka</c>, below its key.</summary>
    public HoconObject Kernel { get; }

    /// <summary>How long stopping the tree takes at most while kills succeed.</summary>
    public TimeSpan LongestStop => Settings is { } settings ? ShutdownCheck.LongestStop(settings) : TimeSpan.Zero;

    /// <summary>The same with what comes after it; the shutdown of the actor system waits as long.</summary>
    public TimeSpan StopBound => LongestStop + KillTimeout + _stopMargin;

    /// <summary>The longest wait after KILL of any engine.</summary>
    public TimeSpan KillTimeout => Settings?.Engines.Select(engine => engine.Stop.KillTimeout).DefaultIfEmpty().Max() ?? TimeSpan.Zero;

    /// <exception cref="SupervisionStartException">The configuration has errors.</exception>
    public static HostPlan Make(string name, Action<SupervisionBuilder, IServiceProvider> configure, IServiceProvider services)
    {
        var builder = new SupervisionBuilder(name, services);
        var options = new SupervisionOptions();
        try
        {
            configure(builder, services);
            foreach (var set in builder.Options)
                set(options);
            var configuration = services.GetService<IConfiguration>();
            OptionsReader.Read(options, configuration);
            var stack = new ConfigurationStack(builder.Layers, configuration, options.Section);
            var resolved = stack.Resolve();
            var loaded = resolved.ContainsKey(SupervisionKey) ? ConfigurationStack.Load(resolved) : null;
            if (loaded is { Success: false })
                throw new SupervisionStartException(loaded.Errors);
            var kernel = resolved.TryGetValue(KernelKey, out var section) && section is HoconObject values ? HoconObject.Of(KernelKey, values) : HoconObject.Empty;
            return new HostPlan(builder, options, stack, loaded, kernel);
        }
        catch (HoconException error)
        {
            throw new SupervisionStartException($"supervision cannot be started, its configuration has errors:\n{error.Message}", error);
        }
    }
}
